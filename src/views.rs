//! Pages and pictures: data in, markup out. No queries, no requests, no await.

pub mod breach;
pub mod picture;
pub mod quote;
