# docker build -t brink . && docker run --rm brink run scenarios/korea-2024/rok-lethal-aid.yaml
# To keep results, mount the folder for them:
#   mkdir -p results && docker run --rm --user "$(id -u):$(id -g)" -v "$PWD/results:/srv/brink/results" brink run ...
FROM debian:12 AS build
WORKDIR /brink
COPY cmake/setup.sh cmake/
RUN bash cmake/setup.sh run
COPY . .
RUN cmake --preset release -DBRINK_TESTS=OFF -DBRINK_BENCH=OFF -DBRINK_CCACHE=OFF \
    && cmake --build --preset release --target brink

FROM debian:12-slim
RUN apt-get update -q \
    && apt-get install -y -q --no-install-recommends libboost-program-options1.74.0 libfmt9 libnetcdf19 libyaml-cpp0.7 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /brink/build/release/brink /usr/local/bin/brink
COPY --from=build /brink/LICENSE /usr/local/share/doc/brink/LICENSE
COPY --from=build /brink/scenarios /srv/brink/scenarios
WORKDIR /srv/brink
ENTRYPOINT ["brink"]
