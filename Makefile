# Makefile: make demo, make test; see README.md.
B       ?= build
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
VERSION  = 0.1.0

# The house's own flags; CFLAGS stays the user's, so `make CFLAGS=...` works.
HOUSE    = -std=c11 -D_GNU_SOURCE -DSARFLOW_VERSION='"$(VERSION)"' -Iengine -I$B/tables \
           -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
           -Wno-missing-field-initializers -Werror -pthread
PKGS     = libgit2 libcmark xlsxwriter sqlite3 libfyaml libqpdf libutf8proc libpcre2-8 libcrypto jansson zlib \
           libzip expat libmicrohttpd libsodium libcurl gnutls
# Asked for once, and only when something is built: pkg-config may have to be installed first.
LIBS     = $(eval LIBS := $(shell pkg-config --libs $(filter-out libqpdf libzip expat sqlite3 libmicrohttpd libfyaml libcurl gnutls,$(PKGS))))$(LIBS)
INCS     = $(eval INCS := $(shell pkg-config --cflags $(PKGS)))$(INCS)

SRC     := $(sort $(wildcard engine/*/*.c engine/*/*/*.c))
OBJ      = $(SRC:engine/%.c=$B/%.o)
HEADERS := $(sort $(wildcard engine/*/*.h engine/*/*/*.h))
CMDS    := $(sort $(patsubst engine/command/cmd_%.c,%,$(wildcard engine/command/cmd_*.c)))
GUARDS  := $(sort $(patsubst engine/guard/%.c,%,$(filter-out engine/guard/guard.c engine/guard/plan.c,$(wildcard engine/guard/*.c))))
PAGES   := $(sort $(patsubst engine/web/page_%.c,%,$(wildcard engine/web/page_*.c)))
UNIT    := $(sort $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/t_*.c)))

# What a new machine needs. NEED_<goal> are Debian packages; tests/check/need installs those that are missing.
NEED_build   = pkg-config libgit2-dev libcmark-dev libxlsxwriter-dev libsqlite3-dev libfyaml-dev libqpdf-dev \
               libutf8proc-dev libpcre2-dev libssl-dev libjansson-dev zlib1g-dev libzip-dev libexpat1-dev \
               libmicrohttpd-dev libsodium-dev libcurl4-gnutls-dev libgnutls28-dev
NEED_test    = $(NEED_build) libcmocka-dev openssh-client strace time unzip libxml2-utils sqlite3 graphviz poppler-utils \
               python3-jsonschema curl openssl
NEED_analyze = $(NEED_test) cppcheck clang-tidy valgrind
NEED_bench   = $(NEED_test) wdiff lowdown fossil pandoc python3-openpyxl wrk nginx-light
NEED_interop = $(NEED_test) libreoffice-calc libreoffice-math libreoffice-writer python3-uno python3-openpyxl pandoc chromium fonts-ipaexfont git-lfs gnupg gpgsm \
               $(if $(shell command -v node),,nodejs) $(if $(shell command -v npm),,npm)

all: need-build
	@$(MAKE) --no-print-directory $B/sarflow

need-%:
	@tests/check/need $(NEED_$*)

$B/sarflow: $B/main.o $B/libsar.a
	@echo "  link    $@"
	@$(CC) $(HOUSE) $(CFLAGS) -o $@ $^ $(LIBS) $(LDFLAGS)
$B/libsar.a: $(OBJ)
	@rm -f $@; ar rcs $@ $^
$B/%.o: engine/%.c Makefile
	@mkdir -p $(@D); echo "  compile $<"
	@$(CC) $(HOUSE) $(INCS) $(CFLAGS) -MMD -MP -c -o $@ $<
$B/command/command.o: $B/tables/commands.def
$B/guard/guard.o: $B/tables/guards.def
$B/tables/commands.def: FORCE
	@mkdir -p $(@D); printf 'COMMAND(%s)\n' $(CMDS) > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$B/tables/guards.def: FORCE
	@mkdir -p $(@D); printf 'GUARD(%s)\n' $(GUARDS) > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$B/web/route.o: $B/tables/pages.def
$B/tables/pages.def: FORCE
	@mkdir -p $(@D); printf 'PAGE(%s)\n' $(PAGES) > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@

# These are loaded where they are needed, by the name that linking with them would have recorded.
$B/text/pdf.o: $B/tables/qpdf_library.inc
$B/text/zip.o $B/text/zip_make.o: $B/tables/zip_library.inc
$B/text/xml.o: $B/tables/expat_library.inc
$B/text/sql.o $B/text/book.o: $B/tables/sqlite3_library.inc
$B/text/yaml.o: $B/tables/fyaml_library.inc
$B/web/web.o: $B/tables/microhttpd_library.inc
$B/web/certificates.o: $B/tables/gnutls_library.inc
$B/web/hooks_send.o: $B/tables/curl-gnutls_library.inc
LOADED   = qpdf zip expat sqlite3 microhttpd fyaml curl-gnutls gnutls
$(LOADED:%=$B/tables/%_library.inc): $B/tables/%_library.inc: Makefile
	@mkdir -p $(@D); $(CC) -shared -fPIC -o $@.so -x c /dev/null -Wl,--no-as-needed -l$*
	@readelf -d $@.so | sed -n 's/.*NEEDED.*\[\(lib$*[.].*\)\]/static const char $(subst -,_,$*)_library[] = "\1";/p' > $@
	@rm $@.so

# The catalogues of phrases, too, become part of the program.
PO      := $(sort $(wildcard templates/shared/common/*.po))
$B/base/phrase.o: $B/tables/phrases.inc $B/tables/languages.inc
$B/tables/phrases.inc: $(PO) engine/base/phrases.awk
	@mkdir -p $(@D)
	@awk -f engine/base/phrases.awk $(PO) > $@.rows && LC_ALL=C sort -t "$$(printf '\t')" -k 1,1 $@.rows | cut -f 2 > $@
$B/tables/languages.inc: FORCE
	@mkdir -p $(@D); { printf 'LANGUAGES('; printf '"%s",' $(basename $(notdir $(PO))) | sed 's/,$$//'; echo ')'; } > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@

# Style sheets and the script become part of the program: what it writes depends on its version and nothing else.
$B/render/site.o $B/render/sheet.o $B/render/outcomes.o: $B/tables/style.inc
$B/render/changes.o: $B/tables/style.inc $B/tables/changes_style.inc $B/tables/changes_script.inc
$B/render/redline_pages.o: $B/tables/docx_styles.inc $B/tables/docx_numbering.inc $B/tables/docx_settings.inc
EMBED = @mkdir -p $(@D); { echo 'static const char $(basename $(@F))[] = {'; od -An -v -tu1 $< | sed 's/[0-9][0-9]*/&,/g'; echo '0 };'; } > $@
$B/tables/%.inc: templates/html/%.css Makefile
	$(EMBED)
$B/tables/%_style.inc: templates/html/%.css Makefile
	$(EMBED)
$B/tables/%_script.inc: templates/html/%.js Makefile
	$(EMBED)
$B/tables/docx_%.inc: templates/docx/%.xml Makefile
	$(EMBED)
$B/web/page_api_description.o: $B/tables/openapi.inc
$B/web/page_passkey_script.o: $B/tables/passkey_script.inc
$B/web/page_area_script.o: $B/tables/area_script.inc
$B/tables/openapi.inc: templates/api/openapi.json Makefile
	$(EMBED)

demo: need-build
	@$(MAKE) --no-print-directory $B/sarflow
	@tests/case/demo.sh $B/sarflow $B/demo

test: need-test
	@$(MAKE) --no-print-directory check-all B=$B
	@tests/run $B

check-all: $B/sarflow $(UNIT:%=$B/%) $B/sim
$B/t_%: tests/unit/t_%.c tests/unit/unit.h $B/libsar.a
	@$(CC) $(HOUSE) $(INCS) $(CFLAGS) -Wno-missing-prototypes -Itests/unit -o $@ $< $(WHOLE) $B/libsar.a -lcmocka $(LIBS) $(BARE) $(LDFLAGS)

# It looks at every phrase of the program, so every object is wanted.
$B/t_phrase: WHOLE = -Wl,--whole-archive $B/libsar.a -Wl,--no-whole-archive
# They make zip files of their own.
$B/t_zip $B/t_workbook $B/t_docx $B/t_reviewed: BARE = -lz

interop: need-interop
	@$(MAKE) --no-print-directory $B/sarflow $(patsubst tests/interop/%.c,$B/interop/%,$(wildcard tests/interop/*.c))
	@tests/interop/run $B
$B/interop/%: tests/interop/%.c $B/libsar.a
	@mkdir -p $(@D)
	@$(CC) $(HOUSE) $(INCS) $(CFLAGS) -Wno-missing-prototypes -o $@ $< $B/libsar.a $(LIBS) $(LDFLAGS)

bench: need-bench
	@$(MAKE) --no-print-directory $B/sarflow $(patsubst tests/bench/%.c,$B/bench/%,$(wildcard tests/bench/*.c))
	@tests/bench/run $B
$B/bench/%: tests/bench/%.c $B/libsar.a
	@mkdir -p $(@D)
	@$(CC) $(HOUSE) $(INCS) $(CFLAGS) -Wno-missing-prototypes -o $@ $< $B/libsar.a $(LIBS) $(BARE)
$B/bench/worked: BARE = $(shell pkg-config --libs libqpdf)
$B/bench/reader_floor: BARE = $(shell pkg-config --libs libzip expat)
$B/bench/check: BARE = $(shell pkg-config --libs sqlite3)

# Random lives on a store in memory and on a simulated disc: SIM=steps of each kind, SEED=the first life.
SIM     ?= 1000000
SEED    ?= 1
sim: need-test
	@$(MAKE) --no-print-directory $B/sim
	@$B/sim memory $(SIM) $(SEED)
	@$B/sim disc $(SIM) $(SEED)
$B/sim: $(wildcard tests/sim/*.[ch]) tests/unit/unit.h tests/unit/history.h $B/libsar.a
	@$(CC) $(HOUSE) $(INCS) $(CFLAGS) -Wno-missing-prototypes -Itests/sim -Itests/unit -o $@ $(filter %.c,$^) $B/libsar.a \
	  -lcmocka $(LIBS) $(LDFLAGS)

# What `make test` tries a sample of, all of it: a table of tried and failed.
trust: need-test
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory $B/sim
	@tests/trust/run $B

# Rules of the house; quick, needs the build only.
check: all
	@$(MAKE) --no-print-directory walls
	@tests/check/house "$B" "$(CC) $(HOUSE) $(INCS) -fsyntax-only"
	@echo "the house is in order"
# Who includes whom and who sees what; tests/case/t_walls.sh calls it on trees with holes.
walls:
	@tests/check/walls "$B" $(CC) $(HOUSE) $(INCS) -fsyntax-only

# ASan looks for C++'s throw at the start, and qpdf brings it later.
san:
	@$(MAKE) --no-print-directory test B=build/san LDFLAGS='-Wl,--no-as-needed -l:libstdc++.so.6' \
	  CFLAGS='-O1 -g -DSCOPE_DEBUG -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'

# What threads share, under ThreadSanitizer.
TSAN     = t_threads t_helper t_scope t_sql t_store_threads t_web t_shelf
tsan: need-test
	@$(MAKE) --no-print-directory $(TSAN:%=build/tsan/%) B=build/tsan CFLAGS='-O1 -g -fsanitize=thread'
	@for t in $(TSAN); do \
	  TSAN_OPTIONS=exitcode=66 CMOCKA_MESSAGE_OUTPUT=TAP build/tsan/$$t || exit 1; done

# Which lines of history, act and check the tests reach, and which test reaches what.
coverage: need-test
	@$(MAKE) --no-print-directory check-all B=$B/coverage CFLAGS='-O0 --coverage'
	@tests/coverage/run $B/coverage

# What gcc -fanalyzer, cppcheck, clang-tidy and valgrind say; ONLY=tools, FILES=sources, SHARE=cases under valgrind.
analyze: need-analyze
	@$(MAKE) --no-print-directory all
	@tests/analyze/run $B "$(CC) $(subst ",\",$(HOUSE)) $(INCS)"

# N small changes of the code, drawn by SEED: do the tests notice?
N       ?= 40
mutants: need-test
	@$(MAKE) --no-print-directory all
	@[ -e $B/coverage/map.json ] || $(MAKE) --no-print-directory coverage
	@N=$(N) SEED=$(SEED) tests/mutants/run $B "$(CC) $(subst ",\",$(HOUSE)) $(INCS) $(CFLAGS) -Itests/unit" "$(LIBS)"

# FUZZ=seconds for each fuzzer.
FUZZ ?= 60
fuzz: need-build
	@$(MAKE) --no-print-directory all
	@tests/fuzz/run $B $(FUZZ) "$(HOUSE) $(INCS)" "$(LIBS)"

install: all
	install -D $B/sarflow $(DESTDIR)$(PREFIX)/bin/sarflow
	mkdir -p $(DESTDIR)$(PREFIX)/share/sarflow && cp -r templates $(DESTDIR)$(PREFIX)/share/sarflow/
	mkdir -p $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed 's,@PREFIX@,$(PREFIX),' templates/service/sarflow.service > $(DESTDIR)$(PREFIX)/lib/systemd/system/sarflow.service

clean: ; rm -rf build
FORCE:
.PHONY: all demo test trust sim check-all interop bench check walls san tsan coverage analyze mutants fuzz install clean FORCE
.SECONDARY:
-include $(OBJ:.o=.d)
