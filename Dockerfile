# The service in an image: built from the lock with its hashes, run by nobody in particular.
# docs/operations.md says how it is run; tests/project/test_deployment.py reads this file.
ARG PYTHON=3.12-slim-bookworm

FROM python:${PYTHON} AS build
# durable-rules, one of the two evaluators, is C code without wheels.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends gcc libc6-dev \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY requirements/build.txt requirements/run.txt requirements/
RUN python -m venv /build \
 && /build/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/build.txt \
 && /build/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --require-hashes \
    -r requirements/run.txt --wheel-dir /wheels
COPY pyproject.toml setup.py README.md LICENSE ./
COPY engine engine
COPY api api
COPY rules rules
COPY fixtures fixtures
RUN /build/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels . \
 && python -m venv /opt/safeconduct \
 && /opt/safeconduct/bin/pip install --no-cache-dir --no-deps --no-index /wheels/*.whl \
 && /opt/safeconduct/bin/pip check

FROM python:${PYTHON}
# By number, so that an orchestrator can see that it is not root.
RUN install -d -o 10001 -g 10001 -m 700 /var/cache/safeconduct /var/lib/safeconduct
COPY --from=build /opt/safeconduct /opt/safeconduct
ENV PATH=/opt/safeconduct/bin:$PATH \
    SAFECONDUCT_CACHE=/var/cache/safeconduct \
    SAFECONDUCT_LOG=json
USER 10001:10001
WORKDIR /var/lib/safeconduct
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=180s --retries=3 \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/readyz', timeout=8)"]
ENTRYPOINT ["safeconduct"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
