# Sourced by ./comity and ./check: installs Debian packages, after saying which and why.

say() { printf '%s\n' "$*" >&2; }

missing_packages() {  # LIST…: names in these files that are not installed
  local name
  for name in $(cat "$@"); do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || echo "$name"
  done
}

run_as_root() {
  if [[ $(id -u) == 0 ]]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

# LIST…: false, after saying what to do, when something is missing and cannot be installed here.
install_packages() {
  local missing
  if ! command -v dpkg-query apt-get >/dev/null; then
    say "This is not Debian: nothing is installed. Needed are the counterparts of these packages:"
    say "  $(cat "$@" | tr '\n' ' ')"
    return 0
  fi
  missing=$(missing_packages "$@" | tr '\n' ' ')
  [[ -z $missing ]] && return 0
  if [[ $(id -u) != 0 ]] && ! command -v sudo >/dev/null; then
    say "These Debian packages are missing, and without root or sudo they cannot be installed here:"
    say "  $missing"
    say "Ask an administrator to run:  apt-get install $missing"
    return 1
  fi
  say "Installing from Debian, because they are missing: $missing"
  run_as_root apt-get -q update >&2 &&
    run_as_root apt-get -q -y --no-install-recommends install $missing >&2
}
