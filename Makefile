.DEFAULT_GOAL := .targets
.PHONY: .targets run test test-full bench fuzz

.targets:
	@echo "make run        build, fill a demo workspace with synthetic patients, print where the PDFs are, open the window"
	@echo "make test       format, lints, tidy, knowledge base, unit, integration, screen and end-to-end tests"
	@echo "make test-full  make test, and the tests that take long"
	@echo "make bench      speed against the named peers"
	@echo "make fuzz       random input against the parsers"

run:
	@sh scripts/run.sh

test:
	@sh scripts/test.sh

test-full:
	@sh scripts/test.sh full

bench:
	@sh scripts/bench.sh

fuzz:
	@sh scripts/fuzz.sh
