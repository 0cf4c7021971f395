#!/usr/bin/env bash
# The scenarios and the road's own tests on servers that nobody here wrote: Ceph RGW over http (with faults, planned on a relay between) and over
# https, and Moto for what Ceph RGW cannot do. On LocalS3 the same tests are part of `dotnet test`.
#   tests/conformance.sh [STAGE...]   stages: rgw-http, rgw-https, moto; all of them by default. Servers that run already are used and left running
#   tests/conformance.sh left-out     shows which of the road's tests do not run, and why (what scenarios leave out is printed after each stage)
# Needs the .NET 10 SDK and what tests/servers/*.sh need. RESULTS names a folder for the result files (trx). Environment: RGW_PORT (7482),
# RGW_TLS_PORT (7445), RGW_MON_PORT (16793), MOTO_PORT (5090): ports of its own, so that it is nobody else's server that goes.
# Exit code 1: a test failed; 3: not possible on this machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
export RGW_PORT="${RGW_PORT:-7482}" RGW_TLS_PORT="${RGW_TLS_PORT:-7445}" RGW_MON_PORT="${RGW_MON_PORT:-16793}" MOTO_PORT="${MOTO_PORT:-5090}"
results="${RESULTS:-$PWD/TestResults/conformance}"

# Every test of the road that does not run there: where (http, https, both), a class or a test, and why.
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

# The road's tests are the folder Road, and the runs with a hash cache, which stand on the same world.
road='(FullyQualifiedName~.Road.|FullyQualifiedName~.HashCacheRunTests.)'

counter() { sed -n "s/.*<Counters [^>]*\\b$2=\"\\([0-9]*\\)\".*/\\1/p" "$1" | head -n 1; }

closing=()
failed=0
tell() { # tell NAME TRX [MORE-LEFT-OUT]: the totals of one result file, and why scenarios were left out
  local total executed passed bad
  [ -e "$2" ] || { closing+=("$1: no results"); failed=1; return 0; }
  total="$(counter "$2" total)" executed="$(counter "$2" executed)" passed="$(counter "$2" passed)"
  bad=$((executed - passed))
  # A run that tested nothing has shown nothing.
  if [ "$bad" -ne 0 ] || [ "$passed" -eq 0 ]; then failed=1; fi
  closing+=("$1: $passed passed, $bad failed, $((total - executed + ${3:-0})) left out")
  # Result files do not keep the reasons' order; what counts is how many each costs.
  sed -n 's/.*<Message>\(.*\)<\/Message>.*/\1/p; s/.*<StdOut>\(.*\)<\/StdOut>.*/\1/p' "$2" | sort | uniq -c | sort -rn | sed 's/^ */  left out /' | head -n 40
}

run_tests() { # run_tests NAME PROJECT FILTER
  rm -f "$results/$1.trx"
  dotnet test "$2" -c Release --no-build ${3:+--filter "$3"} --logger "trx;LogFileName=$1.trx" --results-directory "$results" || true
}

run_road() { # run_road NAME SCHEME
  local filter="$road" place test reason cases omitted=0 names
  names="$(dotnet test tests/Engine.Tests -c Release --no-build --list-tests | grep -E '\.Road\.|\.HashCacheRunTests\.' | sed 's/^ *//')"
  while read -r place test reason; do
    cases="$(grep -cE "\.${test//./\\.}([.(]|$)" <<<"$names" || true)"
    [ "$cases" -gt 0 ] || { echo "No test is named $test: the list in tests/conformance.sh is stale." >&2; failed=1; return 0; }
    omitted=$((omitted + cases))
    filter="$filter&FullyQualifiedName!~.$test"
    echo "  left out $cases $test: $reason"
  done < <(left_out | grep -E "^(both|$2) ")
  run_tests "$1" tests/Engine.Tests "$filter"
  tell "$1" "$results/$1.trx" "$omitted"
}

run_scenarios() { # run_scenarios NAME [FILTER]
  run_tests "$1" tests/Conformance.Tests "${2:-}"
  tell "$1" "$results/$1.trx"
}

down=()
trap 'for script in "${down[@]}"; do "tests/servers/$script" down; done' EXIT
bring_up() { # bring_up SCRIPT URL: the server's lines become variables; what was not running before is taken down at the end
  local lines
  curl -fs -o /dev/null --max-time 5 "$2" || down+=("$1")
  lines="$("tests/servers/$1" up)"
  eval "$lines"
  export S3SYNC_TEST_ACCESS_KEY="$S3_ACCESS_KEY" S3SYNC_TEST_SECRET_KEY="$S3_SECRET_KEY"
}

stage() {
  case "$1" in
    rgw-http)
      bring_up rgw.sh "http://127.0.0.1:$RGW_PORT/"
      export S3SYNC_TEST_SERVER=ceph-rgw S3SYNC_TEST_ENDPOINT="$S3_ENDPOINT"
      run_road rgw-http-road http
      run_scenarios rgw-http
      ;;
    rgw-https)
      bring_up rgw.sh "http://127.0.0.1:$RGW_PORT/"
      # .NET on Linux trusts what SSL_CERT_FILE holds.
      export S3SYNC_TEST_SERVER=ceph-rgw S3SYNC_TEST_ENDPOINT="$S3_ENDPOINT_TLS" SSL_CERT_FILE="$S3_CA_CERT"
      run_road rgw-https-road https
      run_scenarios rgw-https
      unset SSL_CERT_FILE
      ;;
    moto)
      bring_up moto.sh "http://127.0.0.1:$MOTO_PORT/moto-api/"
      export S3SYNC_TEST_SERVER=moto S3SYNC_TEST_ENDPOINT="$S3_ENDPOINT"
      run_scenarios moto
      ;;
  esac
}

for name in "$@"; do
  case "$name" in
    left-out) left_out; exit 0 ;;
    rgw-http | rgw-https | moto) ;;
    *) echo "usage: tests/conformance.sh [rgw-http] [rgw-https] [moto] | left-out" >&2; exit 2 ;;
  esac
done

dotnet build tests/Engine.Tests -c Release
dotnet build tests/Conformance.Tests -c Release
[ $# -gt 0 ] || set -- rgw-http rgw-https moto
for name in "$@"; do
  echo "== $name"
  stage "$name"
done
printf '== %s\n' "${closing[@]}"
exit "$failed"
