# Two commands matter: `make serve` and `make test`. Each sets up what it needs on a fresh
# Debian with Python and sets up nothing twice. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
ASSETS := web/static/vendor/.installed
AXE := tests/browser/node_modules/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

export DEBIAN_FRONTEND := noninteractive

# Debian packages that must be there; targets add their own.
SYSTEM := python3-venv
serve test test-engines wheel assets axe screenshots: SYSTEM += npm

.PHONY: help
help:  ## この一覧 / this list
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/p' Makefile | expand -t 16

.PHONY: serve
serve: $(INSTALLED) $(ASSETS)  ## 画面を開く(ARGS="--port 8080" など) / set up and serve the graph
	@exec $(BIN)/kg serve $(ARGS)

.PHONY: test
# Playwright drives Debian's Chromium; its own driver needs libatomic1.
test: SYSTEM += chromium fonts-noto-cjk libatomic1 curl
test: lint check suites $(ASSETS) $(AXE)  ## すべての検査 / set up, then lint, types, graph checks and tests
	# Both cores at once but for what measures or bounds time.
	$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS) --ignore tests/endpoint --ignore tests/engines
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS) tests/engines
	$(BIN)/python -m pytest $(ARGS) tests/endpoint

.PHONY: test-engines
test-engines: SYSTEM += virtuoso-opensource-7-bin
test-engines: $(INSTALLED)  ## Virtuoso 7 でも同じ答えか / the same answers from Virtuoso
	$(BIN)/python -m pytest $(ARGS) tests/engines/engine_virtuoso.py

.PHONY: suites
suites: $(INSTALLED)  ## W3C の検査項目を var/ に / fetch the W3C test suites
	@$(BIN)/python -m tests.w3c.fetch

.PHONY: assets
assets: $(ASSETS)  ## 問合せ画面の編集欄(npm) / the query page's editor, from npm

.PHONY: axe
axe: $(AXE)  ## アクセシビリティの検査に使う axe-core(npm) / axe-core, which tests run

.PHONY: screenshots
screenshots: SYSTEM += chromium fonts-noto-cjk libatomic1
screenshots: $(INSTALLED) $(ASSETS)  ## docs の画面の写し / the screenshots of docs/pages.md
	$(BIN)/python -m tests.browser.screenshots docs/screenshots docs/pages.md

.PHONY: wheel
wheel: $(INSTALLED) $(ASSETS)  ## 配るためのファイル dist/*.whl / the wheel, all built assets in it
	rm -rf build dist
	$(PIP) wheel -q --no-deps --no-build-isolation -w dist .

.PHONY: lint
lint: $(INSTALLED)  ## ruff と mypy / style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

.PHONY: check
check: $(INSTALLED)  ## data/ttl は原資料と一致し、検査に通るか / the graph against its sources and rules
	$(BIN)/kg build --check
	$(BIN)/kg check

.PHONY: build
build: $(INSTALLED)  ## 原資料から data/ttl を作り直す / write data/ttl from the sources
	$(BIN)/kg build $(ARGS)

.PHONY: scores
scores: $(INSTALLED)  ## 適合率・再現率を測り README に書く / measure precision and recall
	$(BIN)/kg scores --readme README.md --json data/scores.json
	$(BIN)/kg coverage --readme README.md

.PHONY: endpoint
endpoint: $(INSTALLED) suites  ## 窓口の検査と、その表を README に / prove the endpoint, write its tables
	$(BIN)/python -m pytest tests/w3c tests/endpoint
	$(BIN)/python -m tests.w3c.counts --readme README.md
	$(BIN)/python -m tests.endpoint.table README.md docs/endpoint.md

.PHONY: bench
bench: SYSTEM += virtuoso-opensource-7-bin
bench: $(INSTALLED)  ## 速さの比較 / benchmarks beside their peers
	$(BIN)/python -m bench.help
	$(BIN)/python -m bench.turtle
	$(BIN)/python -m bench.repeats
	$(BIN)/python -m bench.sparql
	$(BIN)/python -m bench.search
	$(BIN)/python -m bench.pages
	$(BIN)/python -m bench.readers
	$(BIN)/python -m bench.build
	$(BIN)/python -m bench.readers

.PHONY: lock
lock: $(INSTALLED)  ## requirements.lock を pyproject.toml から(ARGS=--upgrade で更新) / pin all dependencies
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --no-config --extra dev --extra build --extra readers \
	  --all-build-deps --allow-unsafe --generate-hashes --strip-extras --no-emit-options \
	  $(ARGS) --output-file requirements.lock pyproject.toml

.PHONY: clean
clean:  ## 作られたものを消す(data/ は残る) / remove all that make made, never data/
	rm -rf $(VENV) var build dist *.egg-info web/static/vendor web/assets/node_modules tests/browser/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find kg web tests bench -type d -name __pycache__ -prune -exec rm -rf {} +

# The versions of requirements.lock, whose hashes pip compares, and the project itself beside them.
$(INSTALLED): requirements.lock pyproject.toml | system
	@$(PIP) --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	echo "依存を入れています / installing the dependencies" >&2
	$(PIP) install -q --no-deps --require-hashes -r requirements.lock
	$(PIP) install -qq --no-deps --no-build-isolation -e .
	touch $@

# What the pages take from npm, by package-lock.json; nothing of it is kept in the repository.
$(ASSETS): web/assets/package.json web/assets/package-lock.json web/assets/copy.mjs | system
	@echo "画面の部品を入れています / installing the pages' parts" >&2
	cd web/assets
	npm ci --silent --no-audit --no-fund --ignore-scripts
	npm run --silent build
	touch ../static/vendor/.installed

# What the browser tests take from npm; nothing of it is shipped.
$(AXE): tests/browser/package.json tests/browser/package-lock.json | system
	@cd tests/browser
	npm ci --silent --no-audit --no-fund --ignore-scripts
	touch node_modules/.installed

# Debian packages that are missing, all in one go; sudo only for who is not root.
.PHONY: system
system:
	@missing=()
	for package in $(SYSTEM); do
	  case $$package in
	    python3-venv) $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null ;;
	    virtuoso-opensource-7-bin) command -v virtuoso-t >/dev/null ;;
	    fonts-* | lib*) dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q ' installed' ;;
	    *) command -v $$package >/dev/null ;;
	  esac || missing+=($$package)
	done
	[ $${#missing[@]} -gt 0 ] || exit 0
	root=(); [ "$$(id -u)" -eq 0 ] || root=(sudo DEBIAN_FRONTEND=noninteractive)
	command -v apt-get >/dev/null || { echo "入れてください / please install: $${missing[*]}" >&2; exit 1; }
	echo "Debian の包みを入れます / installing Debian packages: $${missing[*]}" >&2
	"$${root[@]}" apt-get update -qq
	"$${root[@]}" apt-get install -y -qq --no-install-recommends "$${missing[@]}" >/dev/null
