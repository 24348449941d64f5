#!/usr/bin/env bash
# Builds, lints and checks the format of every .bicep and .bicepparam file; any error or warning fails. Needs the .NET
# SDK alone: the Bicep CLI comes as a package.
set -euo pipefail
cd "$(dirname "$0")/bicep"

cli=../bicep-cli/BicepCli.csproj
dotnet restore "$cli" --verbosity quiet
bicep="$(dotnet msbuild "$cli" -getProperty:PkgAzure_Bicep_CommandLine_linux-x64)/tools/bicep"
chmod u+x "$bicep"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# The CLI ends with 0 where it only warns, so whatever it says counts as a failure.
check() {
  local name=$1 said
  shift
  if ! said=$("$bicep" "$@" 2>&1 >/dev/null) || [ -n "$said" ]; then
    printf '%s failed:\n%s\n' "$name" "$said"
    failed=$((failed + 1))
  fi
}

mapfile -t files < <(find . -name '*.bicep' -o -name '*.bicepparam' | sort)
if [ "${#files[@]}" -eq 0 ]; then
  echo "infra: no Bicep file was found"
  exit 1
fi

# Formatting is checked on a copy: what the formatter makes of it must be what is here.
cp -r . "$work/bicep"
check 'bicep build' build --pattern "$work/bicep/**/*.bicep"
check 'bicep lint' lint --pattern './**/*.bicep'
check 'bicep format' format --pattern "$work/bicep/**/*.bicep" --newline-kind LF --insert-final-newline
for file in "${files[@]}"; do
  case $file in
    *.bicepparam)
      check "bicep build-params $file" build-params "$file" --stdout
      check "bicep lint $file" lint "$file"
      check "bicep format $file" format "$work/bicep/$file" --newline-kind LF --insert-final-newline
      ;;
  esac
  if ! cmp -s "$file" "$work/bicep/$file"; then
    echo "$file is not formatted: bicep format would change it"
    failed=$((failed + 1))
  fi
done

echo "infra: ${#files[@]} Bicep files checked, $failed failures"
[ "$failed" -eq 0 ]
