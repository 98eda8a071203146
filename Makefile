# make run               measures the shipped sample clip and opens its report
# make run FILE=my.mp4   measures yours
# make test              checks and tests everything, set-up included

.PHONY: run report test

FILE ?= src/kneeline/sample/squat_left_knee_in.mp4
export FILE

run: report
	@echo "Your report: $(CURDIR)/out/report.html"
	@if [ "$$(uname)" = Darwin ]; then open out/report.html; \
	elif [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && command -v xdg-open >/dev/null; then xdg-open out/report.html; \
	fi

# Exit status 3 (opened, but no value) leaves a report that says why.
report:
	@scripts/setup
	@mkdir -p out && rm -f out/report.html
	@.venv/bin/kneeline measure "$$FILE" --report out/report.html || [ $$? -eq 3 ]

test:
	@scripts/system_packages
	@scripts/setup
	@scripts/check
	@scripts/test
