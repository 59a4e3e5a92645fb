# The program alone: a static binary with its fonts and templates in it.
#
#   docker build -t propose .
#   docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/work" propose render yas.md

FROM rust:1.95-alpine AS build
# Whatever version the image's own release has.
# hadolint ignore=DL3018
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY . .
RUN cargo build --locked --profile dist --bin propose \
    && install -D target/dist/propose /out/propose

FROM scratch
COPY --from=build /out/propose /propose
# Nobody's rights unless `-u` gives others: what is written belongs to them.
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["/propose"]
CMD ["--help"]
