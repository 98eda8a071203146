# make run               opens kneeline in a browser
# make run FILE=my.mp4   measures that file and opens its report
# make test              checks and tests everything, set-up included

.PHONY: run report test

FILE ?=
SAMPLE := src/kneeline/sample/squat_left_knee_in.mp4
export FILE

ifeq ($(FILE),)
run:
	@scripts/serve
else
run: report
	@echo "Your report: $(CURDIR)/out/report.html"
	@if [ "$$(uname)" = Darwin ]; then open out/report.html; \
	elif [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && command -v xdg-open >/dev/null; then xdg-open out/report.html; \
	fi
endif

# Exit status 3 (opened, but no value) leaves a report that says why.
report:
	@scripts/setup
	@mkdir -p out && rm -f out/report.html
	@.venv/bin/kneeline measure "$${FILE:-$(SAMPLE)}" --report out/report.html || [ $$? -eq 3 ]

test:
	@scripts/system_packages
	@scripts/setup
	@scripts/check
	@scripts/test
