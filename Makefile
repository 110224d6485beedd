# For GNU make 3.81 (macOS) and newer. Every target does its own set-up.
NODE = node_modules/.bin/node

.PHONY: setup demo test test-long bench npm-packages java-runtime java-compiler
.NOTPARALLEL:

# Prepares the checkout; after it npx mqferry runs its own command line.
setup: npm-packages
	@echo 'setup: building'
	@npm run --silent build

# Watch a live cluster move to another one.
demo: java-runtime setup
	@$(NODE) packages/cli/bin/mqferry.js demo

# Every check and every test, those on real brokers included.
test: java-compiler npm-packages
	@$(NODE) tools/test.ts

# What takes hours: many seeds of every fault; ARGS='faults -- --only copier-killed --seeds 3' for a part.
test-long: java-compiler setup
	@$(NODE) tools/test-long.ts $(ARGS)

# Measures mqferry beside MirrorMaker 2 and others, and its console, some hours; PART=replication ARGS='--cases bulk' for a part.
PART = all
bench: java-runtime setup
	@npm run --silent $(PART) --workspace=@mqferry/bench -- $(ARGS)

npm-packages:
	@sh tools/npm-packages.sh

java-runtime:
	@sh tools/system-packages.sh jre

java-compiler:
	@sh tools/system-packages.sh jdk
