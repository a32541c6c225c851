//! On the wire: each client against a real HTTP server on loopback. What must hold for every client is written once, in
//! `every_client`; what is special to one vendor is in its own file.

mod argyle;
mod awx;
mod courier;
mod environment;
mod every_client;
mod infisical;
mod joyfill;
