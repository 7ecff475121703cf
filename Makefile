.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:

# The first of these that runs; say PYTHON=... to choose.
PYTHONS := python3 python3.14 python3.13 python3.12 python3.11 python
ifeq ($(origin PYTHON),undefined)
PYTHON := $(firstword $(foreach p,$(PYTHONS),$(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $(p))))
endif
VENV ?= .venv
PEERS ?= .venv-peers
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= auto
# Tests start many processes: each would compile all that it imports once more.
unexport PYTHONDONTWRITEBYTECODE
# Tests run beside one another: a worker of NumPy's would only wait for a processor.
ONE_THREAD := OPENBLAS_NUM_THREADS=1
FUZZ_SECONDS ?= 60
# A Python that was named rather than found replaces that of an environment made before.
CHOSEN := $(if $(filter file,$(origin PYTHON)),,--chosen)
INSTALL = @"$(PYTHON)" tools/install.py

.PHONY: help
help:  ## show this help
	@echo "safeconduct: could this person, wanted by the ICC, be arrested there, then, and by what law?"
	@echo
	@grep -hE '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | column -t -s '|' | sed 's/^/  make /'

.PHONY: python
python:
	@if [ -z "$(PYTHON)" ]; then
		echo "safeconduct needs Python 3.11 or later, and none was found. Install one, or name it: make run PYTHON=/path/to/python3.12" >&2
		exit 1
	fi
	"$(PYTHON)" -c '' 2>/dev/null || { echo "safeconduct: '$(PYTHON)' is no Python that runs; name another: make run PYTHON=/path/to/python3.12" >&2; exit 1; }
	"$(PYTHON)" -c 'import sys; sys.exit("safeconduct needs Python 3.11 or later, and $(PYTHON) is %d.%d.%d; name another: make run PYTHON=/path/to/python3.12" % sys.version_info[:3] if sys.version_info < (3, 11) else 0)'

# What is installed already is found by its digest, so that each of these may be asked for any time.
.PHONY: $(VENV)/.run
$(VENV)/.run: python
	$(INSTALL) $(VENV) run $(CHOSEN)

.PHONY: $(VENV)/.test
$(VENV)/.test: python
	$(INSTALL) $(VENV) test $(CHOSEN)

# Spark needs Java 17 or later; where there is none, its tests say that they were not run.
JAVA = $(shell java -version 2>&1 | sed -nE '1s/.*"([0-9]+).*/\1/p')

.PHONY: $(VENV)/.spark
$(VENV)/.spark: $(VENV)/.test
	@if [ "$(or $(JAVA),0)" -ge 17 ]; then
		"$(PYTHON)" tools/install.py $(VENV) spark $(CHOSEN)
	else
		echo "Java 17 or later is not installed: the tests of Spark are not run (apt-get install openjdk-17-jre-headless)"
	fi

.PHONY: run
run: $(VENV)/.run  ## install, start the service and the page on 127.0.0.1:8000 (PORT=, HOST=)
	@exec $(BIN)/safeconduct serve --host $(HOST) --port $(PORT)

.PHONY: test
test: check  ## install what tests need; run all gates and all tests but the slow ones
# What is measured in the first moments of the quick tests is a lower bound; all tests reach 90.
	@export HYPOTHESIS_PROFILE="$${HYPOTHESIS_PROFILE:-quick}" $(ONE_THREAD)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not slow and not browser" --cov --cov-report=term --cov-fail-under=80

.PHONY: test-all
test-all: check $(VENV)/.spark  ## the same with slow tests and those that need a browser
	@command -v chromium >/dev/null || echo "chromium is not installed: the tests of the page are not run (apt-get install chromium)"
	export $(ONE_THREAD)
	MEASURED=3 $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term --cov-fail-under=90

.PHONY: check
check: $(VENV)/.test  ## lint, formatting, types, records, rules, secrets, known vulnerabilities
	@$(MAKE) --no-print-directory --jobs --output-sync=target types law sources

# The gates, beside one another: what is needed for them is installed by `check`.
.PHONY: types
types:
	@rm -rf build/typing && mkdir -p build/typing/safeconduct
	for one in engine/*; do ln -s "../../../$$one" build/typing/safeconduct/; done
	for one in api rules fixtures; do ln -s "../../../$$one" build/typing/safeconduct/$$one; done
	MYPYPATH=build/typing $(BIN)/mypy

.PHONY: law
law:
	@$(BIN)/safeconduct records check
	$(BIN)/python -m safeconduct.records.prebuild  # so that each engine of the tests loads in a tenth of a second
	$(BIN)/safeconduct rules check --strict
	$(BIN)/safeconduct rules check --strict rules/jurisdiction
	$(BIN)/safeconduct rules format --check rules

.PHONY: sources
sources:
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/python -m pytest tests/project/test_secrets.py -q
	$(BIN)/python tools/audit.py --if-installed

.PHONY: audit
audit: $(VENV)/.test  ## look for known vulnerabilities in what is pinned (asks a service on the network)
	@$(BIN)/python tools/audit.py

.PHONY: generated
generated: $(VENV)/.test  ## write what is generated: schemas, the page of errors, golden explanations
	@$(BIN)/python -m safeconduct.rulebase.schema rules/schema
	$(BIN)/python -m safeconduct.api.catalogue > docs/errors.md
	$(BIN)/python tools/write_rule_errors.py > docs/rule-errors.md
	$(BIN)/python tools/write_flights.py > docs/flights.md
	$(BIN)/python -m safeconduct.authoring.lint.catalogue > docs/rules/lint.md
	$(BIN)/safeconduct rules book --rules safeconduct/jurisdiction > docs/questions/jurisdiction.md
	$(BIN)/python tools/client/generate.py
	$(BIN)/python tools/write_readme_answer.py
	$(BIN)/python tools/write_golden.py

.PHONY: certificate
certificate: $(VENV)/.test  ## prove the properties of the rules and write their certificate (EVIDENCE="FILE ...")
	@$(BIN)/safeconduct verify --proofs --certificate rules/certificate.json --certificate docs/certificate.md $(foreach file,$(EVIDENCE),--evidence $(file))
	$(BIN)/safeconduct verify --rules safeconduct/jurisdiction --certificate rules/jurisdiction/certificate.json

.PHONY: handbook
handbook: $(VENV)/.test  ## write the handbook of the rules and build it into site/
	@$(BIN)/python tools/handbook
	$(BIN)/mkdocs build --strict --quiet
	echo "The handbook is in site/index.html"

# The peers have an environment of their own, with this engine in it: all are timed in one process.
.PHONY: $(PEERS)/.peers
$(PEERS)/.peers: python
	$(INSTALL) $(PEERS) peers $(CHOSEN)
	$(PEERS)/bin/python tools/bench/install.py requirements/peers.txt

.PHONY: bench
bench: $(VENV)/.test $(PEERS)/.peers  ## run the benchmarks, beside other engines, and write docs/benchmarks.md (QUICK=1: a short run)
	@mkdir -p build
	$(BIN)/python -m pytest tests/benchmarks --benchmark-only --benchmark-json=build/pytest-benchmark.json -p no:randomly $(if $(QUICK),--benchmark-max-time=0.1)
	$(PEERS)/bin/python tools/bench $(if $(QUICK),--quick)

.PHONY: fuzz
fuzz: $(VENV)/.test  ## look for mistakes with random rules and truths (FUZZ_SECONDS=60); keep what is found
	@$(BIN)/python -m safeconduct.authoring.kit.fuzz --seconds $(FUZZ_SECONDS) --keep tests/fuzz-found

.PHONY: screening-cost
screening-cost: $(VENV)/.test $(VENV)/.spark  ## measure bulk screening, and write what a billion rows cost into docs/guides
	@$(BIN)/python tools/screening_cost.py

.PHONY: wheel
wheel: $(VENV)/.run  ## build the wheel into dist/
	@rm -rf build/lib* build/temp.* build/bdist.* dist
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	ls dist

.PHONY: client
client: $(VENV)/.run  ## build the wheel of the typed client of the service into dist/
	@rm -rf tools/client/build
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist tools/client
	rm -rf tools/client/build tools/client/*.egg-info
	ls dist

.PHONY: lock
lock: $(VENV)/.test  ## resolve the dependencies anew and pin them by hash
	@compile="$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade"
	$$compile requirements/build.in -o requirements/build.txt
	$$compile pyproject.toml requirements/run.in --extra service --extra store --extra bundle --extra mcp --extra routes --extra telemetry --extra testing --extra verify --extra test --extra lint --extra docs --extra tables -o requirements/test.txt
	$$compile pyproject.toml -c requirements/test.txt -o requirements/base.txt
	$$compile pyproject.toml requirements/run.in --extra service --extra store --extra bundle --extra mcp --extra routes --extra telemetry -c requirements/test.txt -o requirements/run.txt
	$$compile pyproject.toml requirements/run.in --extra service --extra spark -c requirements/test.txt -o requirements/spark.txt
	$$compile pyproject.toml requirements/peers.in --extra screen --extra durable -c requirements/run.txt -o requirements/peers.txt

.PHONY: clean
clean:  ## remove everything that was built or installed here
	@rm -rf $(VENV) $(PEERS) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks .coverage* fixtures/_prebuilt
	rm -f engine/screening/_gather.*.so
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
