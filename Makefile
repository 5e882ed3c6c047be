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
TEST_PKGS := cmocka vterm
LIB_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(LIB_PKGS))
LIB_LIBS := $(shell $(PKG_CONFIG) --libs $(LIB_PKGS)) \
	$(shell $(PKG_CONFIG) --libs libunistring 2>/dev/null || echo -lunistring)
TUI_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(TUI_PKGS))
TUI_LIBS := $(shell $(PKG_CONFIG) --libs $(TUI_PKGS))
TEST_CFLAGS = $(shell $(PKG_CONFIG) --cflags $(TEST_PKGS))
TEST_LIBS = $(shell $(PKG_CONFIG) --libs $(TEST_PKGS)) -lutil
TEST_MISSING = $(shell for p in $(TEST_PKGS); do $(PKG_CONFIG) --exists $$p || echo $$p; done; \
	command -v tmux >/dev/null || echo tmux)

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

# ---- what is built ---------------------------------------------------------------------------------
LAYERS := base text extract annotate export view app
LIB_SRC := $(wildcard $(LAYERS:%=src/%/*.c))
TUI_SRC := $(wildcard src/tui/*.c)
CLI_SRC := $(filter-out src/cli/gendoc.c,$(wildcard src/cli/*.c))
TRAIN_SRC := $(wildcard src/train/*.c)
obj = $(patsubst %.c,$(B)/%.o,$(1))
LIB := $(B)/libattache.a

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:

all: $(B)/attache ## build the program and its data

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(EXTRA_CFLAGS) -c -o $@ $<

$(call obj,$(TUI_SRC)): EXTRA_CFLAGS = $(TUI_CFLAGS)

$(LIB): $(call obj,$(LIB_SRC))
	@rm -f $@
	ar rcs $@ $^

$(B)/attache: $(call obj,$(CLI_SRC) $(TUI_SRC)) $(LIB)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(TUI_LIBS) $(LIB_LIBS)

# ---- tests: tests/<layer>/test_*.c are cmocka programs, tests/support/*.c is linked into each ------
SUPPORT_SRC := $(wildcard tests/support/*.c)
TEST_SRC := $(wildcard tests/unit/test_*.c tests/golden/test_*.c tests/screen/test_*.c \
	tests/pty/test_*.c tests/crash/test_*.c)
TEST_BIN := $(patsubst tests/%.c,$(B)/tests/%,$(TEST_SRC))
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
FUZZ_REPLAY := $(patsubst tests/fuzz/%.c,$(B)/tests/fuzz/%,$(FUZZ_SRC))

$(call obj,$(TEST_SRC) $(SUPPORT_SRC)): EXTRA_CFLAGS = $(TEST_CFLAGS) -Itests/support \
	-Wno-missing-prototypes
$(call obj,$(FUZZ_SRC)) $(B)/tests/fuzz/replay.o: EXTRA_CFLAGS = -Itests/support -Wno-missing-prototypes

define test_rule
$(B)/tests/$(1): $(B)/tests/$(1).o $$(call obj,$$(SUPPORT_SRC)) $$(LIB)
	$$(CC) $$(ALL_CFLAGS) $$(ALL_LDFLAGS) -o $$@ $$^ $$(TEST_LIBS) $$(LIB_LIBS)
endef
$(foreach t,$(patsubst tests/%.c,%,$(TEST_SRC)),$(eval $(call test_rule,$(t))))

-include $(shell find build/$(VARIANT) -name '*.d' 2>/dev/null)
