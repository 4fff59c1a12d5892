/** What every script of the way back begins with: how it asks, waits and stops. Works from bash 3.2 on. */
export const preamble = `set -euo pipefail
export AWS_PAGER=''

current=none
skipped=' '

# Tells how old the snapshot is; nobody is asked about one that is older than a day.
told_age() { # when it was taken, the same in seconds since 1970
  local hours=$((($(date +%s) - $2) / 3600))
  printf 'The snapshot was taken at %s, %s hours ago. What changed since then is not known here.\\n' "$1" "$hours"
  if [ "$hours" -ge 24 ] && [ "\${HEADROOM_YES:-}" = 1 ] && [ "\${HEADROOM_OLD:-}" != 1 ]; then
    printf 'It is too old to run every step without asking: take a new one, or set HEADROOM_OLD=1 too.\\n' >&2
    exit 1
  fi
}

# Names the next step; fails when a step that it needs was skipped.
begin() { # number, what it does, numbers of the steps that it needs
  current="$1"
  printf '\\nStep %s: %s\\n' "$1" "$2"
  local need
  for need in "\${@:3}"; do
    case "$skipped" in
      *" $need "*)
        printf 'Skipped: it needs step %s, which did not run.\\n' "$need"
        skipped="$skipped$current "
        return 1
        ;;
    esac
  done
}

# Gives what was done before the time to take effect.
wait_first() { # seconds, what to wait for
  printf 'Wait at least %s minutes first: %s\\n' "$((($1 + 59) / 60))" "$2"
  if [ "\${HEADROOM_YES:-}" = 1 ]; then sleep "$1"; fi
}

# Asks; fails when the step is to be skipped.
agreed() {
  if [ "\${HEADROOM_YES:-}" = 1 ]; then return 0; fi
  local answer
  printf 'Run it? [y]es, [s]kip, [q]uit: '
  if ! { IFS= read -r answer </dev/tty; } 2>/dev/null; then
    printf '\\nThere is no terminal to answer on. HEADROOM_YES=1 runs every step without asking.\\n' >&2
    exit 1
  fi
  case "$answer" in
    y | Y | yes) return 0 ;;
    s | S | skip)
      skipped="$skipped$current "
      return 1
      ;;
    *)
      printf 'Stopped before step %s.\\n' "$current"
      exit 0
      ;;
  esac
}

ended() {
  local status=$?
  if [ "$status" != 0 ] && [ "$current" != none ]; then
    printf '\\nStopped in step %s (exit code %s). No step after it ran; its comment says how to undo it.\\n' "$current" "$status" >&2
  fi
}
trap ended EXIT
`;
