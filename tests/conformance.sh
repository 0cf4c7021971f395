#!/usr/bin/env bash
# The road's own tests on Ceph RGW, a server that nobody here wrote: over http with their faults, planned on a relay between, and over https.
#   tests/conformance.sh             brings RGW up (tests/servers/rgw.sh), tests, and takes it down; one that runs already is used and left running
#   tests/conformance.sh http|https  only that
#   tests/conformance.sh left-out    shows what does not run, and why
# Needs the .NET 10 SDK and what tests/servers/rgw.sh needs. Environment: RGW_PORT (7482), RGW_TLS_PORT (7445), RGW_MON_PORT (16793): ports of
# its own, so that it is nobody else's server that goes. Exit code 1: a test failed; 3: not possible on this machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
export RGW_PORT="${RGW_PORT:-7482}" RGW_TLS_PORT="${RGW_TLS_PORT:-7445}" RGW_MON_PORT="${RGW_MON_PORT:-16793}"

# Every test that does not run there: where (http, https, both), a class or a test, and why.
left_out() {
  cat <<'LIST'
both  ForeignLayoutTests.Parts_larger_than_a_buffer_stream_to_a_directory_bucket                RGW has no directory buckets (S3 Express).
http  FaultTests.An_upload_that_always_arrives_damaged_is_refused_and_named_and_nothing_is_deleted  The damage is done behind the signature, in the server's own memory, where no relay reaches.
https FaultTests                                                                                 The relay that plans faults speaks http.
https UploadCleanUpTests                                                                         The relay that plans faults speaks http.
https SourceGoingAwayTests                                                                       The relay that plans faults speaks http.
https SafetyTests.A_key_that_would_not_come_back_as_itself_is_a_problem_and_is_never_asked_for   The relay that logs requests speaks http.
https ForeignLayoutTests.A_target_that_vanished_before_it_was_compared_is_written_again          The relay that plans faults speaks http.
https ForeignLayoutTests.No_delete_runs_after_a_wrong_write_even_when_its_source_went_away       The relay that plans faults speaks http.
LIST
}

of_scheme() { left_out | grep -E "^(both|$1) "; }

# The stage is the folder Road, and the runs with a hash cache, which stand on the same world.
stage='(FullyQualifiedName~.Road.|FullyQualifiedName~.HashCacheRunTests.)'

names_of_stage() { dotnet test tests/Engine.Tests -c Release --no-build --list-tests | grep -E '\.Road\.|\.HashCacheRunTests\.' | sed 's/^ *//'; }

run_stage() { # run_stage SCHEME ENDPOINT CA
  local filter="$stage" place test reason cases omitted=0 summary code=0
  echo "== $1: $2"
  while read -r place test reason; do
    cases="$(grep -cE "\.${test//./\\.}([.(]|$)" <<<"$names" || true)"
    [ "$cases" -gt 0 ] || { echo "No test is named $test: the list in tests/conformance.sh is stale." >&2; return 1; }
    omitted=$((omitted + cases))
    filter="$filter&FullyQualifiedName!~.$test"
    echo "left out ($cases): $test: $reason"
  done < <(of_scheme "$1")
  summary="$(mktemp)"
  # .NET on Linux trusts what SSL_CERT_FILE holds.
  env S3SYNC_CONFORMANCE_ENDPOINT="$2" S3SYNC_CONFORMANCE_ACCESS_KEY="$S3_ACCESS_KEY" S3SYNC_CONFORMANCE_SECRET_KEY="$S3_SECRET_KEY" ${3:+SSL_CERT_FILE="$3"} \
    dotnet test tests/Engine.Tests -c Release --no-build --filter "$filter" | tee "$summary" || code=$?
  closing+=("$1: $(sed -n 's/.*Failed: *\([0-9]*\), Passed: *\([0-9]*\),.*/\2 passed, \1 failed/p' "$summary"), $omitted left out of $(wc -l <<<"$names")")
  rm -f "$summary"
  return "$code"
}

schemes="${1:-http https}"
case "$schemes" in
  left-out) left_out; exit 0 ;;
  http | https | "http https") ;;
  *) echo "usage: tests/conformance.sh [http|https|left-out]" >&2; exit 2 ;;
esac

dotnet build tests/Engine.Tests -c Release
names="$(names_of_stage)"
curl -fs -o /dev/null --max-time 5 "http://127.0.0.1:$RGW_PORT/" || trap 'tests/servers/rgw.sh down' EXIT
lines="$(tests/servers/rgw.sh up)"
eval "$lines"
closing=()
failed=0
for scheme in $schemes; do
  if [ "$scheme" = http ]; then run_stage http "$S3_ENDPOINT" "" || failed=1; else run_stage https "$S3_ENDPOINT_TLS" "$S3_CA_CERT" || failed=1; fi
done
printf '== %s\n' "${closing[@]}"
exit "$failed"
