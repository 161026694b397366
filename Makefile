# Two commands for everybody: `make demo` and `make test`. The rest is for those who work here; CONTRIBUTING.md tells.
SWIFT ?= swift
PORT ?= 8080

.PHONY: demo test audit soak check bench bench-scale bench-record bench-peers bench-civics bench-reference docs release package setup setup-test setup-audit browser clean

demo: setup ## a living city on this machine; prints its address
	$(SWIFT) build --product talkoot
	.build/debug/talkoot demo --data var/demo --port $(PORT)

test: setup setup-test setup-audit ## everything, on both databases and in a real browser
	scripts/embed --check
	$(SWIFT) build --build-tests
	SWIFT="$(SWIFT)" scripts/tests --no-parallel
	.venv/bin/python Tests/Browser/run.py .build/debug/talkoot
	.venv/bin/python Tests/Operations/run.py .build/debug/talkoot
	.venv/bin/python Tests/Crash/run.py .build/debug/talkoot
	.venv-audit/bin/python Tests/Audit/run.py .build/debug/talkoot quick

audit: setup setup-audit ## what the tools of others say, each also shown a broken twin; some minutes
	$(SWIFT) build --product talkoot
	.venv-audit/bin/python Tests/Audit/run.py .build/debug/talkoot

soak: setup setup-test release ## bad days for an hour: two hundred kills on each engine, full disks, lost databases
	TALKOOT_KILLS=200 .venv/bin/python Tests/Crash/run.py .build-release/release/talkoot
	.venv/bin/python Tests/Operations/run.py .build-release/release/talkoot

check: setup ## fast: build, units, architecture, words
	scripts/embed --check
	$(SWIFT) build --build-tests
	SWIFT="$(SWIFT)" scripts/tests --filter 'TalkootWebTests|TestTownTests|HouseTests|StorageTests'

bench: setup setup-test release ## figures as ratios within one run
	.venv/bin/python Benchmarks/run.py .build-release/release/talkoot
	python3 Benchmarks/processes.py .build-release/release/talkoot
	python3 Benchmarks/deadline.py .build-release/release/talkoot
	python3 Benchmarks/civics.py .build-release/release/talkoot

bench-scale: setup setup-test release ## a city with a million signals; a quarter of an hour and some gigabytes
	python3 Benchmarks/scale.py .build-release/release/talkoot
	python3 Benchmarks/similar.py .build-release/release/talkoot
	python3 Benchmarks/spots.py .build-release/release/talkoot

bench-record: setup setup-test release ## a record of a million entries: places, export, verification, proofs
	python3 Benchmarks/record.py .build-release/release/talkoot

bench-peers: setup setup-test release ## the same list and the same write in Django and Rails, where they can be installed
	@scripts/setup peers
	python3 Benchmarks/peers.py .build-release/release/talkoot --python .venv-peers/bin/python

bench-civics: setup release ## figures of the civic commands beside goals and published programs; QUICK=1 for two minutes
	python3 Benchmarks/civics.py .build-release/release/talkoot $(if $(QUICK),--quick)

bench-reference: ## installs the published programs that bench-civics compares with
	python3 -m venv .build-reference
	.build-reference/bin/pip install -q --disable-pip-version-check -r Benchmarks/requirements-reference.txt

docs: setup ## writes the generated documents anew
	TALKOOT_WRITE_DOCS=1 $(SWIFT) test --filter "GeneratedDocuments|OpenAPITests"

release: setup ## the self-contained program, in .build-release/release/talkoot
	$(SWIFT) build -c release --static-swift-stdlib --scratch-path .build-release --product talkoot

package: release ## a Debian package and an OCI image layout, in dist
	scripts/image $$(scripts/package .build-release/release/talkoot)
	python3 Tests/Operations/run.py .build-release/release/talkoot package image

setup:
	@scripts/setup build

setup-test:
	@scripts/setup test

setup-audit:
	@scripts/setup audit

clean:
	rm -rf .build .build-release .build-image .venv .venv-audit .venv-peers var dist
