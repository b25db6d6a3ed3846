.DEFAULT_GOAL := help
.PHONY: help build demo image pack e2e test lint bench soak abuse fuzz coverage clean

help: ## This list
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## (.*)/  make \1\t\2/' | expand -t 14

build: ## The programs, in out/bin: sgx, sgx-agent, sgx-node-status, remote-attestation
	@scripts/build

demo: build ## A container gets a quote out-of-process and a stranger verifies it, on the simulated platform
	@out/bin/sgx demo

image: ## The image out/image.tar (OCI), its contents, SBOM and licences beside it; needs Debian, gcc, jq
	@scripts/image

test: ## Every test; ends with "N passed, N failed, N skipped"
	@scripts/test

lint: ## Warnings are errors, and the code is formatted
	@scripts/lint

pack: ## The libraries as NuGet packages with symbols, in out/packages; one commit gives the same bytes anywhere
	@scripts/pack

e2e: image ## Containers of the image in podman get, verify and keep getting quotes; installs podman if root, else skips
	@scripts/e2e

bench: ## What the agent and a verification cost; about six minutes, writes bench/RESULTS.md and bench/VERIFICATION.md
	@scripts/bench

soak: ## Hand-overs, kills, broken newcomers and a million quotes against real agents; fails when a promise is broken
	@scripts/soak soak

abuse: ## One abuse after the other beside well-behaved clients, and fairness among callers; likewise
	@scripts/abuse

fuzz: ## Hostile bytes for every parser, guided by coverage; FUZZ_SECONDS (60) a target; fails on a finding
	@scripts/fuzz

coverage: ## Which of the parsers' branches the committed inputs of fuzzing meet; fails below 95 percent
	@scripts/coverage

clean: ## Away with everything that was built
	rm -rf out artifacts
