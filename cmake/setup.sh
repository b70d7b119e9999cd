#!/usr/bin/env bash
# Sees to it that what brink is built from is installed, on Debian 12 and its like.
#
#   cmake/setup.sh [run|test|sanitizers|ci]
#
# run: to build, run and measure; test: to run `make test` as well; sanitizers: to run `make asan`, `make tsan`
# and `make fuzz`; ci: all of these, formatter and linter too. Installs what is missing through apt-get as root or by sudo without a password; otherwise says what to
# install and exits 1.
set -eu

packages=(g++ cmake ninja-build make git pkg-config libeigen3-dev libboost-program-options-dev libyaml-cpp-dev
          libfmt-dev libnetcdf-dev catch2 nlohmann-json3-dev librandom123-dev python3)
case "${1:-run}" in
    run) ;;
    test) packages+=(clang-14 python3-jsonschema python3-yaml python3-pandas python3-xarray python3-netcdf4) ;;
    sanitizers) packages+=(clang-14 libclang-rt-14-dev) ;;
    ci) packages+=(clang-14 libclang-rt-14-dev python3-jsonschema python3-yaml python3-pandas python3-xarray
            python3-netcdf4 clang-format-14 clang-tidy-14) ;;
    *) echo "setup.sh: run, test, sanitizers or ci, not '$1'" >&2; exit 2 ;;
esac

# Node and Chromium for the checks of the report page: any that is there will do, not Debian's alone.
case "${1:-run}" in
    test | ci)
        command -v node >/dev/null || packages+=(nodejs)
        command -v npm >/dev/null || packages+=(npm)
        command -v chromium >/dev/null || packages+=(chromium fonts-dejavu-core)
        ;;
esac

if ! command -v dpkg-query >/dev/null; then
    echo "setup.sh: no dpkg here; going on in the hope that these are installed: ${packages[*]}" >&2
    exit 0
fi

# One call for all packages: when nothing is missing this costs a few milliseconds.
installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null |
    sed -n 's/^installed //p' || true)
missing=()
for package in "${packages[@]}"; do
    grep -qx -- "$package" <<<"$installed" || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root=(sudo -n)
    else
        echo "brink needs packages that are not installed. As root:" >&2
        echo "    apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
fi

echo "installing ${missing[*]}"
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends)
# The lists may be absent or old on a fresh machine.
"${as_root[@]}" apt-get update -q
"${install[@]}" "${missing[@]}"
