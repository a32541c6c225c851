//! Proofs about whole clients, of any document: what comes in is what was sent, and every operation says what the document says.
//!
//! The clients of many documents are compiled as modules of one crate (`harness.rs`), with code around them that is written from
//! their models (`code.rs`) and knows no vendor. It is told what to do in lines of JSON. What it is given is made from the canonical
//! documents (`values.rs`), and what it sends is judged by them alone (`request.rs`), with a JSON Schema validator nobody here wrote.

mod code;
mod every_operation;
mod forms;
mod harness;
mod kinds;
mod learnt;
mod lost;
mod prism;
mod request;
mod round_trip;
mod said;
mod same;
mod scripts;
mod spelled;
mod subject;
mod values;
mod whole_corpus;
