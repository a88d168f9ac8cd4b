# A thin front to Meson. `make help` says what there is.

BUILD := build
PREFIX ?= /usr/local
export JOBS ?= $(shell nproc)

.PHONY: all setup demo seed check test accuracy bench install asan tsan fuzz lint format clean help

all: $(BUILD)/build.ninja
	@ninja -C $(BUILD) -j $(JOBS)

# Reconfigures itself when a meson.build changes.
$(BUILD)/build.ninja:
	@command -v meson ninja >/dev/null || { echo "meson and ninja are missing: run make setup" >&2; exit 2; }
	@meson setup $(BUILD) --prefix=$(PREFIX)

setup:
	@scripts/setup build check

demo:
	@scripts/setup build
	@$(MAKE) --no-print-directory all
	@scripts/demo

# A report that the record was made for; of ../shared, or READOUT_SHARED.
seed: all
	@scripts/seed

check:
	@scripts/setup build check
	@test/run

# The quick part of check, on what is built.
test: all
	@test/run unit cases extract golden records seed

accuracy: all
	@scripts/accuracy

bench: all
	@scripts/setup bench
	@bench/run

install: all
	@meson configure $(BUILD) --prefix=$(PREFIX)
	@meson install -C $(BUILD)

asan tsan lint:
	@test/run $@

# SECONDS for each parser; fuzz/run alone takes names of targets.
fuzz:
	@scripts/setup build check
	@fuzz/run --seconds $(or $(SECONDS),60) --jobs $(JOBS)

format:
	@clang-format -i --style=file $$(find include src test fuzz -name '*.[ch]' -o -name '*.cc')

clean:
	@rm -rf $(BUILD) build-clang build-asan build-tsan build-fuzz

help:
	@echo "make            build build/readout and build/libreadout.so"
	@echo "make demo       install what is needed, build, read samples/, show what was found"
	@echo "make seed       the record of the seed report of ../shared (READOUT_SHARED), for a reader"
	@echo "make check      every test: both compilers, units, cases, records, sanitizers, lint"
	@echo "make test       the tests of what is built, without sanitizers"
	@echo "make accuracy   figures on the dev sets of ../shared, against their goals"
	@echo "make bench      speed, start and memory, against spaCy"
	@echo "make install    into PREFIX (/usr/local); DESTDIR is heeded"
	@echo "make asan tsan  the tests under sanitizers"
	@echo "make fuzz       made-up input for every parser, SECONDS=60 for each; see fuzz/run --help"
	@echo "make lint       layout, man pages, scripts;  make format  mends the layout"
	@echo "make setup      the Debian packages alone;  make clean  removes what was built"
