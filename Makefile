# attache: the terminal reader and annotator for foreign-affairs articles.
# One non-recursive Makefile, no configure. `make help` lists the targets.

VERSION := 0.1.0
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
DATADIR ?= $(PREFIX)/share/attache
MANDIR ?= $(PREFIX)/share/man
BASHDIR ?= $(PREFIX)/share/bash-completion/completions
DESTDIR ?=

VARIANT ?= release
B := build/$(VARIANT)
CC ?= cc
PYTHON ?= python3
PKG_CONFIG ?= pkg-config
CORPUS ?= ../shared

# ---- libraries: all through pkg-config; libunistring ships no .pc file on Debian 12 -------------
LIB_PKGS := yaml-0.1 libpcre2-8 libmd
TUI_PKGS := ncursesw
# Opened when XML is first read or written (src/base/xml.c), so only its headers are needed here.
XML_PKGS := libxml-2.0
TEST_PKGS := cmocka vterm
LIB_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(LIB_PKGS))
TUI_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(TUI_PKGS))
XML_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(XML_PKGS))

# Looking up six shared libraries takes as long as all of a pager's start, so they are linked in
# where their archives are installed; the C library never is. LINK=shared: all are shared.
LINK ?= static
archive = $(if $(findstring /,$(shell $(CC) -print-file-name=lib$(1).a)),-l:lib$(1).a,-l$(1))
linked = $(if $(filter static,$(LINK)),$(foreach l,$(1),$(if $(filter -l%,$(l)),$\
	$(call archive,$(l:-l%=%)),$(l))),$(1))
LIB_LIBS := $(call linked,$(shell $(PKG_CONFIG) --libs $(LIB_PKGS)) \
	$(shell $(PKG_CONFIG) --libs libunistring 2>/dev/null || echo -lunistring)) -lm
TUI_LIBS := $(call linked,$(shell $(PKG_CONFIG) --libs $(TUI_PKGS)))
TEST_CFLAGS = $(shell $(PKG_CONFIG) --cflags $(TEST_PKGS))
TEST_LIBS = $(shell $(PKG_CONFIG) --libs $(TEST_PKGS)) -lutil -lm
TEST_MISSING = $(shell for p in $(TEST_PKGS); do $(PKG_CONFIG) --exists $$p || echo $$p; done; \
	for p in tmux git python3; do command -v $$p >/dev/null || echo $$p; done)

# ---- flags: CFLAGS and LDFLAGS belong to the user -------------------------------------------------
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wcast-qual -Wwrite-strings -Wformat=2 -Wvla -Wundef -Wnull-dereference
CFLAGS ?= $(CFLAGS_$(VARIANT))
CFLAGS_release := -O2 -g
CFLAGS_debug := -O0 -g3
CFLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_cov := -O0 -g --coverage
HARDEN_release := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LDHARDEN_release := -pie -Wl,-z,relro,-z,now
LDFLAGS_asan := -fsanitize=address,undefined
LDFLAGS_cov := --coverage
override CPPFLAGS += -D_GNU_SOURCE -Iinclude -DATTACHE_VERSION='"$(VERSION)"' \
	-DATTACHE_DATADIR='"$(DATADIR)"'
ALL_CFLAGS = -std=c11 $(WARNINGS) $(WERROR) $(HARDEN_$(VARIANT)) $(CFLAGS) -MMD -MP $(LIB_CFLAGS)
ALL_LDFLAGS = $(LDHARDEN_$(VARIANT)) $(LDFLAGS_$(VARIANT)) $(LDFLAGS)

# Commands are shown with V=1, else only what is made.
Q := $(if $(V),,@)
SAY = $(if $(V),@:,@echo "  $(1) $(patsubst $(B)/%,%,$@)")

# ---- what is built ---------------------------------------------------------------------------------
LAYERS := base text extract annotate export view app
LIB_SRC := $(wildcard $(LAYERS:%=src/%/*.c)) src/tui/input.c
TUI_SRC := $(filter-out src/tui/input.c,$(wildcard src/tui/*.c))
CLI_SRC := $(filter-out src/cli/gendoc.c,$(wildcard src/cli/*.c))
TRAIN_SRC := $(wildcard src/train/*.c)
obj = $(patsubst %.c,$(B)/%.o,$(1))
LIB := $(B)/libattache.a
TUI := $(B)/libtui.a

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:

all: $(B)/attache ## build the program and its data

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(call SAY,CC)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(EXTRA_CFLAGS) -c -o $@ $<

$(call obj,$(TUI_SRC)): EXTRA_CFLAGS = $(TUI_CFLAGS)
$(call obj,src/base/xml.c): EXTRA_CFLAGS = $(XML_CFLAGS)

$(LIB): $(call obj,$(LIB_SRC))
	@rm -f $@
	$(Q)ar rcs $@ $^

# An archive, so that what does not run on a terminal (gendoc) does not pull it in.
$(TUI): $(call obj,$(TUI_SRC))
	@rm -f $@
	$(Q)ar rcs $@ $^

$(B)/attache: $(call obj,$(CLI_SRC)) $(TUI) $(LIB)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(TUI_LIBS) $(LIB_LIBS)

# ---- the data folder the program uses from the build tree ------------------------------------------
DATA_PLAIN := $(wildcard data/*.yaml data/*.json)
THEMES := $(wildcard themes/*.yaml)
DATA_FILES := $(patsubst data/%,$(B)/data/%,$(DATA_PLAIN)) $(THEMES:%=$(B)/data/%)

$(B)/data/%: data/%
	@mkdir -p $(@D)
	$(Q)cp $< $@

$(B)/data/themes/%: themes/%
	@mkdir -p $(@D)
	$(Q)cp $< $@

# The word lists become one file that is mapped at start.
LEXICON_COMPILE := $(B)/lexicon_compile
LEXICON := $(B)/data/lexicon.bin

$(LEXICON_COMPILE): $(B)/src/train/lexicon_compile.o $(LIB)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)

$(LEXICON): $(wildcard data/*.tsv data/*.model) $(LEXICON_COMPILE)
	@mkdir -p $(@D)
	$(Q)$(LEXICON_COMPILE) $@ $(sort $(filter data/%,$^))

DATA_FILES += $(LEXICON)

# ---- the tagger's model: trained on corpora that lie outside the project, kept in data/ -------------
MODEL ?= data/tagger.model
LEFT_OUT ?=
TAGGER_TRAIN := $(B)/tagger_train
TRAIN_OBJ := $(call obj,$(filter-out src/train/lexicon_compile.c,$(TRAIN_SRC)))

# Sums over rows of weights and counts of bytes: what the compiler can do for several at once.
$(call obj,src/extract/tagger.c src/extract/feature.c src/base/utf8.c src/train/crf.c): EXTRA_CFLAGS = $(if $(filter release,$(VARIANT)),-O3)

$(TAGGER_TRAIN): $(TRAIN_OBJ) $(LIB)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)

$(B)/lists.bin: $(wildcard data/*.tsv) $(LEXICON_COMPILE)
	$(LEXICON_COMPILE) $@ $(sort $(filter data/%,$^))

model: $(TAGGER_TRAIN) $(B)/lists.bin ## train the tagger on $(CORPUS); LEFT_OUT="corpus ..."
	$(TAGGER_TRAIN) $(B)/lists.bin $(MODEL) $(CORPUS)/corpus $(LEFT_OUT)

all: $(DATA_FILES)

# ---- documents printed from the tables ---------------------------------------------------------------
GENDOC := $(B)/gendoc
GENDOC_OBJ := $(filter-out $(B)/src/cli/main.o,$(call obj,$(CLI_SRC))) $(TUI)

$(GENDOC): $(B)/src/cli/gendoc.o $(GENDOC_OBJ) $(LIB)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(TUI_LIBS) $(LIB_LIBS)

docs: $(GENDOC) ## print the man page, the completion and the default config anew
	$(GENDOC) man man/attache.1.in >$(B)/attache.1 && mv $(B)/attache.1 man/attache.1
	$(GENDOC) completion >$(B)/completion.bash && mv $(B)/completion.bash data/completion.bash
	$(GENDOC) config >$(B)/config.yaml && mv $(B)/config.yaml data/config.yaml

check-docs: $(GENDOC) ## fail when a generated document is stale or the man page is malformed
	@$(GENDOC) man man/attache.1.in | diff -u man/attache.1 - || \
		{ echo "man/attache.1 is stale: make docs"; exit 1; }
	@$(GENDOC) completion | diff -u data/completion.bash - || \
		{ echo "data/completion.bash is stale: make docs"; exit 1; }
	@$(GENDOC) config | diff -u data/config.yaml - || \
		{ echo "data/config.yaml is stale: make docs"; exit 1; }
	mandoc -Tlint -Wwarning $(wildcard man/*.[1-9])

# ---- tests: tests/<layer>/test_*.c are cmocka programs, tests/support/*.c is linked into each ------
SUPPORT_SRC := $(wildcard tests/support/*.c)
TEST_SRC := $(wildcard tests/unit/test_*.c tests/golden/test_*.c tests/screen/test_*.c \
	tests/pty/test_*.c tests/crash/test_*.c)
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
# Without libvterm the tests that look at a terminal's screen cannot be built.
ifneq ($(shell $(PKG_CONFIG) --exists vterm && echo yes),yes)
SUPPORT_SRC := $(shell grep -L '<vterm\.h>' $(SUPPORT_SRC) /dev/null)
TEST_SRC := $(filter-out tests/pty/%,$(TEST_SRC))
TEST_PKGS := cmocka
endif
TEST_BIN := $(patsubst tests/%.c,$(B)/tests/%,$(TEST_SRC))
FUZZ_REPLAY := $(patsubst tests/fuzz/%.c,$(B)/tests/fuzz/%,$(FUZZ_SRC))

$(call obj,$(TEST_SRC) $(SUPPORT_SRC)): EXTRA_CFLAGS = $(TEST_CFLAGS) -Itests/support \
	-Wno-missing-prototypes
$(call obj,$(FUZZ_SRC)) $(B)/tests/fuzz/replay.o: EXTRA_CFLAGS = $(TEST_CFLAGS) -Itests/support \
	-Wno-missing-prototypes

define test_rule
$(B)/tests/$(1): $(B)/tests/$(1).o $$(call obj,$$(SUPPORT_SRC)) $$(LIB)
	$$(Q)$$(CC) $$(ALL_CFLAGS) $$(ALL_LDFLAGS) -o $$@ $$^ $$(TEST_LIBS) $$(LIB_LIBS)
endef
$(foreach t,$(patsubst tests/%.c,%,$(TEST_SRC)),$(eval $(call test_rule,$(t))))

$(FUZZ_REPLAY): $(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/replay.o \
		$(call obj,$(SUPPORT_SRC)) $(LIB)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(TEST_LIBS) $(LIB_LIBS)

JOBS ?= $(shell nproc 2>/dev/null || echo 2)
TEST_ENV = ATTACHE_PROGRAM=$(abspath $(B)/attache) ATTACHE_DATADIR=$(abspath $(B)/data) \
	ATTACHE_BUILD=$(abspath $(B)) LC_ALL=C.UTF-8 TZ=UTC

test: all test-programs ## run all tests; TESTS="a b" runs programs whose path holds a or b
	@$(TEST_ENV) tests/support/run_tests.sh $(B)/test-logs $(JOBS) \
		$(if $(TESTS),$(sort $(foreach t,$(TESTS),$(foreach b,$(TEST_BIN) $(FUZZ_REPLAY),\
		$(if $(findstring $(t),$(b)),$(b))))),$(TEST_BIN) $(FUZZ_REPLAY))

# Makes system calls fail, preloaded by tests/crash/test_fault.
FAULT := $(B)/tests/fault.so

$(FAULT): tests/crash/fault.c tests/crash/fault.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -std=c11 $(WARNINGS) $(WERROR) -O1 -g -fPIC -shared -o $@ $< -ldl

test-programs: test-needs $(TEST_BIN) $(FUZZ_REPLAY) $(FAULT)

# What the tests need and the machine lacks is named, and fails unless one says to go on.
test-needs:
	@missing="$(strip $(TEST_MISSING))"; if [ -n "$$missing" ]; then \
		echo "MISSING for the tests: $$missing (see README.md)"; \
		test -n "$(ALLOW_SKIP)" || { echo "ALLOW_SKIP=1 goes on without"; exit 1; }; fi

TORTURE_SECONDS ?= 60
TORTURE_KILLS ?= 10000
torture: export TORTURE_SECONDS := $(TORTURE_SECONDS)
torture: export TORTURE_KILLS := $(TORTURE_KILLS)
torture: export TEST_TIMEOUT := 3600
torture: ## press all keys, kill eight writers at work, under the sanitizers; TORTURE_SECONDS=60 TORTURE_KILLS=10000
	@$(MAKE) --no-print-directory -j$(JOBS) VARIANT=asan \
		TESTS="screen/test_walk crash/test_writers" test

golden-update: all test-programs ## write the golden files anew, to be read with git diff
	@GOLDEN_UPDATE=1 $(TEST_ENV) tests/support/run_tests.sh $(B)/test-logs $(JOBS) \
		$(filter $(B)/tests/golden/% $(B)/tests/screen/%,$(TEST_BIN))
	@git diff --stat -- tests || true

eval-model: $(TAGGER_TRAIN) $(B)/lists.bin $(LEXICON_COMPILE) all ## train without parts of $(CORPUS) and score the tagger on them
	@python3 -B tests/eval/model.py $(B) $(CORPUS)

# ---- eval: precision and recall on scored corpora that lie outside the project --------------------------
eval: all ## score extraction on $(CORPUS), with floors
	@ATTACHE_DATADIR=$(abspath $(B)/data) tests/eval/run.sh $(B)/attache $(CORPUS)

eval-errors: all ## list the commonest errors of extraction on $(CORPUS)/corpus/fa-dev
	@ATTACHE_DATADIR=$(abspath $(B)/data) $(B)/attache extract \
		$(CORPUS)/corpus/fa-dev/*.txt >$(B)/fa-dev.jsonl
	@python3 -B tests/eval/errors.py $(CORPUS)/corpus/fa-dev $(B)/fa-dev.jsonl

# ---- bench: beside less and vim, on the same files, in the same minutes ----------------------------------
BENCH_RUNS ?= 7
BENCH_SRC := $(filter-out tests/bench/bench_%,$(wildcard tests/bench/*.c))
BENCH := $(B)/tests/bench/bench
BENCH_ANNOTATE := $(B)/tests/bench/bench_annotate
BENCH_EXTRACT := $(B)/tests/bench/bench_extract
BENCH_MISSING = $(shell for p in less vim; do command -v $$p >/dev/null || echo $$p; done)

$(call obj,$(BENCH_SRC)): EXTRA_CFLAGS = $(TEST_CFLAGS)
$(BENCH_ANNOTATE).o: EXTRA_CFLAGS = $(TEST_CFLAGS) -Itests/support

$(BENCH): $(call obj,$(BENCH_SRC)) $(LIB)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(TEST_LIBS) $(LIB_LIBS)

$(BENCH_ANNOTATE): $(BENCH_ANNOTATE).o $(call obj,$(SUPPORT_SRC)) $(LIB)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(TEST_LIBS) $(LIB_LIBS)

$(BENCH_EXTRACT): $(BENCH_EXTRACT).o $(B)/tests/bench/prose.o $(LIB)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)

bench-extract: all $(BENCH_EXTRACT) ## measure extraction at 1, 10 and 100 MB beside grep; BENCH_RUNS=7
	@mkdir -p build/bench
	@ATTACHE_DATADIR=$(abspath $(B)/data) LC_ALL=C.UTF-8 $(BENCH_EXTRACT) $(abspath $(B)/attache) \
		build/bench $(BENCH_RUNS) $(wildcard $(CORPUS)/corpus/briefings-raw)

bench-annotate: $(BENCH_ANNOTATE) ## measure opening and saving sidecars; BENCH_RUNS=7
	@mkdir -p build/bench
	@$(BENCH_ANNOTATE) build/bench $(BENCH_RUNS)

bench: all $(BENCH) ## measure beside less and vim; BENCH_RUNS=7 BENCH_FILES="5k 10m"
	@missing="$(strip $(BENCH_MISSING))"; test -z "$$missing" || \
		{ echo "MISSING for the bench: $$missing"; exit 1; }
	@ATTACHE_DATADIR=$(abspath $(B)/data) LC_ALL=C.UTF-8 $(BENCH) $(abspath $(B)/attache) \
		$(abspath build/bench) $(BENCH_RUNS) $(BENCH_FILES)

# ---- fuzz: libFuzzer with clang, two at a time ------------------------------------------------------
FUZZ_SECONDS ?= 60
FUZZ_BIN := $(patsubst tests/fuzz/%.c,build/fuzz/bin/%,$(FUZZ_SRC))
CFLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
LDFLAGS_fuzz := -fsanitize=fuzzer,address,undefined

fuzz: ## fuzz each reader of foreign bytes; FUZZ_SECONDS=300
	@$(MAKE) --no-print-directory VARIANT=fuzz CC=clang $(FUZZ_BIN)
	@for name in $(patsubst tests/fuzz/fuzz_%.c,%,$(FUZZ_SRC)); do echo $$name; done | \
		xargs -P 2 -I NAME sh -c 'mkdir -p build/fuzz/corpus/NAME && \
		build/fuzz/bin/fuzz_NAME -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -timeout=10 \
		-rss_limit_mb=1500 -print_final_stats=1 -dict=tests/fuzz/words.dict \
		-artifact_prefix=build/fuzz/finding-NAME- \
		build/fuzz/corpus/NAME tests/fuzz/corpus/NAME >build/fuzz/NAME.log 2>&1; \
		status=$$?; echo "fuzz NAME: exit $$status," \
		"$$(sed -n "s/stat::number_of_executed_units: */runs /p" build/fuzz/NAME.log)"; \
		test $$status = 0 || { tail -30 build/fuzz/NAME.log; exit 1; }'

build/fuzz/bin/%: build/fuzz/tests/fuzz/%.o build/fuzz/tests/support/invariants.o \
		build/fuzz/libattache.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)

# ---- checks -------------------------------------------------------------------------------------------
ALL_SRC := $(wildcard src/*/*.c)
ALL_HEADERS := $(wildcard include/attache/*/*.h src/*/*.h tests/support/*.h tests/bench/*.h tests/crash/*.h)
ALL_TESTS := $(wildcard tests/*/*.c)

check: check-layers check-format check-headers check-docs check-data check-cppcheck check-tidy \
	check-compilers check-asan ## everything a change must pass besides `make test`
	@echo "check: all passed"

check-layers: ## no layer looks up; ncurses and libyaml each in one file
	@awk -f tests/support/layers.awk $(ALL_SRC) $(ALL_HEADERS)

DATA_MOST := 4000000
check-data: $(DATA_FILES) ## what is installed as data stays small
	@size=$$(cat $^ | wc -c); test $$size -le $(DATA_MOST) || \
		{ echo "the data takes $$size bytes, more than $(DATA_MOST)"; exit 1; }

check-headers: ## every header compiles alone
	@for header in $(ALL_HEADERS); do \
		echo "#include \"$$header\"" | $(CC) $(CPPFLAGS) -I. -Itests/support -std=c11 \
		$(filter-out -Wunused%,$(WARNINGS)) -Werror $(LIB_CFLAGS) -fsyntax-only -x c - || \
		{ echo "$$header does not compile alone"; exit 1; }; done

check-format: ## clang-format agrees with every file
	@clang-format --dry-run -Werror $(ALL_SRC) $(ALL_HEADERS) $(ALL_TESTS)

# It does not believe that memory_exhausted() never returns, hence the null pointer it fears.
CPPCHECK_OFF := --suppress=missingIncludeSystem --suppress=nullPointerRedundantCheck
check-cppcheck: ## cppcheck finds nothing
	cppcheck -q -j $(JOBS) --std=c11 --error-exitcode=1 --enable=warning,portability \
		$(CPPCHECK_OFF) $(CPPFLAGS) src

# Left out: checks of style (parameters, recursion, Annex K functions), what the compilers' own
# -Wconversion says better, and what mistakes lengths of bytes for C strings.
TIDY_CHECKS := -*,bugprone-*,clang-analyzer-*,performance-*,misc-*,$\
	-bugprone-easily-swappable-parameters,-bugprone-reserved-identifier,$\
	-bugprone-assignment-in-if-condition,-misc-no-recursion,-misc-unused-parameters,$\
	-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,$\
	-bugprone-narrowing-conversions,-bugprone-implicit-widening-of-multiplication-result,$\
	-bugprone-not-null-terminated-result,-bugprone-sizeof-expression,-bugprone-branch-clone,$\
	-performance-no-int-to-ptr
check-tidy: ## clang-tidy finds nothing
	@printf '%s\n' $(ALL_SRC) | xargs -P $(JOBS) -I FILE sh -c \
		'clang-tidy --quiet --checks="$(TIDY_CHECKS)" --warnings-as-errors="*" FILE -- \
		$(filter-out -D%,$(CPPFLAGS)) -D_GNU_SOURCE -DATTACHE_VERSION=\"\" \
		-DATTACHE_DATADIR=\"\" -std=c11 $(LIB_CFLAGS) $(TUI_CFLAGS) $(XML_CFLAGS) 2>/dev/null' \
		&& echo "check-tidy: passed"

# gcc needs the optimiser to find what -Wnull-dereference warns of, clang warns without it.
CHECK_COMPILERS ?= gcc clang
CHECK_CFLAGS_gcc := -O2
CHECK_CFLAGS_clang := -O0
check-compilers: ## gcc and clang build everything without a warning
	@for cc in $(CHECK_COMPILERS); do \
		case $$cc in gcc) flags=$(CHECK_CFLAGS_gcc) ;; *) flags=$(CHECK_CFLAGS_clang) ;; esac; \
		$(MAKE) --no-print-directory -j$(JOBS) VARIANT=$$cc CC=$$cc WERROR=-Werror \
			CFLAGS=$$flags programs || exit 1; done

programs: all $(GENDOC) $(TEST_BIN) $(FUZZ_REPLAY)

check-asan: ## all tests under the address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory -j$(JOBS) VARIANT=asan test

cov: ## line coverage of the tests, file by file
	@$(MAKE) --no-print-directory -j$(JOBS) VARIANT=cov test
	@cd build/cov && find src -name '*.gcda' | xargs gcov -n -s "$(CURDIR)" -r 2>/dev/null | \
		awk '/^File/ {file = $$2} /^Lines executed/ && file ~ /\.c/ && !seen[file]++ { \
		split($$2, part, ":"); print part[2], file}' | sort -n

# ---- installing --------------------------------------------------------------------------------------
INSTALL_DATA = $(DATA_FILES:$(B)/data/%=%)

install: all ## install below $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(MANDIR)/man5 \
		$(DESTDIR)$(BASHDIR) $(DESTDIR)$(DATADIR)
	install -m 755 $(B)/attache $(DESTDIR)$(BINDIR)/attache
	install -m 644 $(wildcard man/*.1) $(DESTDIR)$(MANDIR)/man1
	$(if $(wildcard man/*.5),install -m 644 $(wildcard man/*.5) $(DESTDIR)$(MANDIR)/man5)
	install -m 644 data/completion.bash $(DESTDIR)$(BASHDIR)/attache
	for file in $(INSTALL_DATA); do \
		install -D -m 644 $(B)/data/$$file $(DESTDIR)$(DATADIR)/$$file || exit 1; done

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(BINDIR)/attache $(DESTDIR)$(BASHDIR)/attache
	rm -f $(patsubst man/%,$(DESTDIR)$(MANDIR)/man1/%,$(wildcard man/*.1))
	rm -f $(patsubst man/%,$(DESTDIR)$(MANDIR)/man5/%,$(wildcard man/*.5))
	rm -rf $(DESTDIR)$(DATADIR)

dist: ## a tar file of the committed tree
	git archive --prefix=attache-$(VERSION)/ -o attache-$(VERSION).tar.gz HEAD

clean: ## remove build/
	rm -rf build

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: all bench bench-annotate bench-extract eval eval-errors eval-model model torture docs check-docs check-data test test-programs test-needs golden-update fuzz check check-layers \
	check-headers check-format check-cppcheck check-tidy check-compilers programs check-asan \
	cov install uninstall dist clean help

-include $(shell find build/$(VARIANT) -name '*.d' 2>/dev/null)
