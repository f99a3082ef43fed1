# `make` or `make help` lists the targets. Each one makes .venv first where it is missing.
SHELL := /bin/sh
# The first Python that is new enough; another one: make PYTHON=/path/to/python3.12 reports
ifndef PYTHON
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; exit; }; \
	done; echo python3)
endif
BIN := .venv/bin
# Whatever Python paths the machine sets, the project runs on its own; and what was compiled is kept,
# which is half of the time that a report takes to begin.
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE

# 1 where the system speaks Chinese, else 0
CHINESE = $$(case "$${LC_ALL:-$${LC_MESSAGES:-$$LANG}}" in zh*) echo 1;; *) echo 0;; esac)

.DEFAULT_GOAL := help
.PHONY: help setup reports test test-slow test-all test-lowest test-newest docs lab lint messages data wheel archive lock clean

help: ## List the targets ## 列出全部目标
	@awk -F ' ## ' -v chinese=$(CHINESE) '/^[a-z-]+:.* ## / { sub(":.*", "", $$1); printf "make %-12s %s\n", $$1, $$(chinese + 2) }' $(MAKEFILE_LIST)

# What of the locked dependencies a target needs: requirements/reports.lock, lab.lock or dev.lock
environment = environment-reports environment-lab environment-dev
.PHONY: $(environment)
$(environment): environment-%:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
		if [ $(CHINESE) = 1 ]; then echo "hotlinelib: 本机没有$(PYTHON)；请安装Python 3.11或更高版本。" >&2; \
		else echo "hotlinelib: there is no $(PYTHON) on this machine; install Python 3.11 or newer." >&2; fi; exit 1; }
	@$(PYTHON) tools/environment.py $*

setup: environment-dev ## Make .venv with all locked dependencies and the package ## 建立.venv，安装锁定的全部依赖和本软件包

reports: environment-reports ## Render the reports to reports/<name>/report.html ## 生成报告，存入reports/<名称>/report.html
	@$(BIN)/hotline report

test: environment-dev ## Run the tests ## 运行测试
	@$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow"

test-slow: environment-dev ## Run the tests that `make test` leaves out: of the wheel, long sweeps, kills ## 运行`make test`略去的测试：安装包、长时间扫描、中断
	@$(BIN)/python -m pytest -n auto --dist loadfile -m slow

test-all: ## Run all tests ## 运行全部测试
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory test-slow

# The versions that pyproject.toml allows, where `make test` has those of the lock file
test-lowest: VERSIONS := --resolution lowest-direct
test-newest: VERSIONS := --upgrade
test-lowest test-newest: environment-dev
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-versions
	@$(BIN)/uv pip install --quiet --python .venv-versions/bin/python $(VERSIONS) --group setup --editable ".[dev]"
	@.venv-versions/bin/python -m pytest -n auto --dist loadfile -m "not slow"
test-lowest: ## Run the tests with the oldest versions of the libraries that are allowed ## 用允许的最旧版本的依赖运行测试
test-newest: ## Run the tests with the newest versions of the libraries that there are ## 用现有最新版本的依赖运行测试

docs: environment-dev reports ## Build the documentation into site/ ## 生成文档网站，存入site/
	@$(BIN)/hotline report regional_distribution multi_award_winners -p language=zh-Hans --quiet
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@if [ $(CHINESE) = 1 ]; then echo "请在浏览器中打开：site/zh/index.html（英文：site/index.html）"; \
		else echo "Open in a browser: site/index.html (in Chinese: site/zh/index.html)"; fi

lab: environment-lab ## Open JupyterLab on the notebooks ## 打开JupyterLab和各笔记本
	@$(BIN)/hotline lab

lint: environment-dev ## Check style, types and spelling ## 检查格式、类型和拼写
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict hotlinelib
	@$(BIN)/codespell hotlinelib docs tests tools benchmarks notebooks *.md

data: environment-reports ## Make the tables under data/ anew from the printed lists ## 由刊印名单重新生成data/下的各表
	@$(BIN)/hotline build
	@$(BIN)/hotline check

messages: environment-reports ## Collect the sentences to translate and compile the catalogues ## 收集待译语句并编译译文目录
	@$(BIN)/python tools/messages.py

wheel: environment-reports ## Build the wheel and the source archive into dist/ ## 生成安装包和源码包，存入dist/
	@rm -rf dist
	@$(BIN)/python tools/codemeta.py
	@$(BIN)/python -m hatchling build

archive: environment-dev reports ## Make hotline-archive.zip of the rendered reports ## 将已生成的报告打包为hotline-archive.zip
	@$(BIN)/hotline archive

lock: environment-dev ## Renew requirements/*.lock from pyproject.toml ## 按pyproject.toml更新requirements/*.lock
	@$(COMPILE) --upgrade pyproject.toml --group setup --extra dev --output-file requirements/dev.lock >/dev/null
	@for set in reports lab; do $(COMPILE) pyproject.toml --group setup --extra $$set \
		--constraint requirements/dev.lock --output-file requirements/$$set.lock >/dev/null || exit; done
	@echo uv | $(COMPILE) - --constraint requirements/dev.lock --output-file requirements/uv.lock >/dev/null
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --no-annotate

clean: ## Remove .venv, rendered reports and caches ## 删除.venv、已生成的报告和缓存
	@rm -rf .venv .venv-versions .pytest_cache .ruff_cache .mypy_cache .hypothesis dist site
	@find reports -mindepth 1 -maxdepth 1 ! -name README.md ! -name reports.toml -exec rm -rf {} +
