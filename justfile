# The commands of daily work. `just` alone lists them.

default:
    @just --list

# Serve ./ryokai.db
run *args:
    cargo run --release -- {{args}}

# Load the demonstration into demo.db, once, and serve it
demo:
    [ -e demo.db ] || cargo run --release -- demo --recent --database-url sqlite:demo.db
    cargo run --release -- --database-url sqlite:demo.db

# The suite on SQLite; arguments choose tests: `just test correct:: undo::`
test *args:
    cargo test --release -- {{args}}

# The suite on the PostgreSQL that TEST_POSTGRES_URL names
test-pg *args:
    @[ -n "${TEST_POSTGRES_URL:-}" ] || { echo "set TEST_POSTGRES_URL=postgres://USER@HOST/DATABASE" >&2; exit 1; }
    cargo test --release -- {{args}}

# Everything that must hold before a change lands
gate:
    .ci/run

# The benchmark
bench:
    cargo bench --bench load

# Format
fmt:
    cargo fmt

# Formatting, clippy and the numbers of the method
lint:
    cargo fmt --check
    .ci/cited
    cargo clippy --release --all-targets -- -D warnings
