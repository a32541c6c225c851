//! How long a client takes to generate, by the number of its operations: made-up descriptions of growing size, whose cost per
//! operation should stay the same. Beside another generator: `tests/benches/beside_ploidy`.

use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput};
use serde_json::{Value, json};
use specloom::{Source, Sources, Vendor};

/// How much more an operation may cost in a description that is four times as long.
const GOAL: f64 = 1.25;
const OPERATIONS: [usize; 3] = [200, 400, 800];
const ROUNDS: usize = 7;

fn main() {
    let descriptions = OPERATIONS.map(|operations| (operations, sources(operations)));
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    let mut group = criterion.benchmark_group("generate");
    for (operations, sources) in &descriptions {
        group.throughput(Throughput::Elements(*operations as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(operations),
            sources,
            |bencher, sources| {
                bencher.iter(|| specloom::generate(sources).expect("a client"));
            },
        );
    }
    group.finish();
    criterion.final_summary();

    // In turns, so that whatever else the machine does happens to all.
    let mut times = OPERATIONS.map(|_| Vec::with_capacity(ROUNDS));
    for _ in 0..ROUNDS {
        for ((operations, sources), times) in descriptions.iter().zip(&mut times) {
            let start = Instant::now();
            specloom::generate(sources).expect("a client");
            times.push(start.elapsed() / u32::try_from(*operations).expect("few"));
        }
    }
    let per_operation = times.map(fastest);
    let ratio = per_operation[2].as_secs_f64() / per_operation[0].as_secs_f64();
    println!(
        "per operation, of {OPERATIONS:?}: {per_operation:?}; of the most to the fewest: {ratio:.3}, goal {GOAL}"
    );
    if ratio > GOAL {
        std::process::exit(1);
    }
}

fn fastest(times: Vec<Duration>) -> Duration {
    times.into_iter().min().expect("some rounds")
}

fn sources(operations: usize) -> Sources {
    let page = serde_json::to_vec(&description(operations)).expect("JSON");
    let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'Acme'\n";
    let vendor = Vendor::parse(&Source::new("vendor.toml", vendor)).expect("a vendor");
    Sources::of_page(Source::new("acme.json", page), vendor)
}

/// Operations on things of their own, with types that hold each other.
fn description(operations: usize) -> Value {
    let mut paths = serde_json::Map::new();
    let mut schemas = serde_json::Map::new();
    for index in 0..operations {
        let name = format!("Thing{index}");
        let next = format!("#/components/schemas/Thing{}", (index + 1) % operations);
        let own = json!({"$ref": format!("#/components/schemas/{name}")});
        let body = json!({"application/json": {"schema": own}});
        let failure = json!({"type": "object", "properties": {"code": {"type": "integer"}, "message": {"type": "string"}}});
        paths.insert(
            format!("/areas/{{area}}/things-{index}"),
            json!({"post": {
                "operationId": format!("create-thing-{index}"),
                "summary": format!("Create thing {index}"),
                "description": "Creates a thing with `name` and what it holds.\n\n- once\n- for good",
                "parameters": [
                    {"name": "area", "in": "path", "required": true, "schema": {"type": "string"}},
                    {"name": "dry_run", "in": "query", "schema": {"type": "boolean"}},
                ],
                "requestBody": {"required": true, "content": body},
                "responses": {
                    "201": {"description": "Made.", "content": body},
                    "422": {"description": "Refused.", "content": {"application/json": {"schema": failure}}},
                },
            }}),
        );
        schemas.insert(
            name,
            json!({"type": "object", "required": ["name"], "properties": {
                "name": {"type": "string", "description": "What it is called."},
                "made_at": {"type": "string", "format": "date-time"},
                "state": {"type": "string", "enum": ["open", "shut", format!("state-{index}")]},
                "held": {"type": "array", "items": {"$ref": next}},
                "owner": {"oneOf": [{"type": "string"}, {"type": "object", "properties": {
                    "id": {"type": "string"}, format!("level_{index}"): {"type": "integer"},
                }}]},
            }}),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Acme", "version": "1"},
        "servers": [{"url": "https://api.acme.test"}],
        "paths": paths,
        "components": {"schemas": schemas},
    })
}
