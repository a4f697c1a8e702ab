import { shellWord } from "../shell";
import { S3Origin } from "./code-origin";

/**
 * Shell functions that download an archive, verify it and unpack it into `$1/tree`. Nothing is unpacked before its digest is the pinned one, and no
 * name in it may lead out of the folder.
 *
 * unzip is on the platform: its engine unpacks the bundle with /usr/bin/unzip (seen in an eb-engine.log of Amazon Linux 2023).
 * https://docs.aws.amazon.com/cli/latest/reference/s3api/get-object.html
 */
export function archiveSteps({ bucket, key, sha256, versionId }: S3Origin, region: string): string {
    const variables = [
        `region=${shellWord(region)}`,
        `bucket=${shellWord(bucket)}`,
        `key=${shellWord(key)}`,
        `sha256=${shellWord(sha256)}`,
        `version=(${versionId === undefined ? "" : `--version-id ${shellWord(versionId)}`})`,
    ];
    return [...variables, "", steps].join("\n");
}

const steps = `try_download() {
  timeout --kill-after=10 120 aws s3api get-object --region "$region" --bucket "$bucket" --key "$key" "\${version[@]}" \\
    "$archive" >/dev/null
}

fetch_code() {
  local actual names outside
  archive=$1/code.zip
  need aws "Use the Docker platform on Amazon Linux 2023, or install the package awscli-2."
  need unzip "Use the Docker platform on Amazon Linux 2023, or install the package unzip."
  echo "Downloading s3://$bucket/$key."
  retry try_download || fail "s3://$bucket/$key could not be downloaded; the AWS CLI's own words are above." \\
    "403: the object is not there, or the instance profile may not read it; S3 does not tell which without s3:ListBucket." \\
    "A time-out: look whether the instance has a way to S3: a NAT gateway, a public address or an endpoint."
  actual=$(sha256sum <"$archive")
  actual=\${actual%% *}
  [ "$actual" = "$sha256" ] || fail "s3://$bucket/$key is not the pinned archive." "Its SHA-256 is  $actual," "the pinned one is $sha256." \\
    "Find out who replaced it. If it was you, set app.package.code.sha256 to the new digest."
  names=$(unzip -Z1 "$archive") || fail "s3://$bucket/$key is no zip that holds files." "Make it with git archive --format=zip."
  outside=$(grep -E '^/|(^|/)\\.\\.(/|$)|[\\]' <<<"$names") &&
    fail "The archive holds names that lead out of its folder, or have backslashes:" "$outside" \\
      "Nothing was unpacked. Make the archive with git archive --format=zip."
  if ! grep -qvE '^[^/]+/' <<<"$names" && [ "$(cut -d/ -f1 <<<"$names" | sort -u | wc -l)" = 1 ]; then
    echo "Note: everything in the archive is below one folder, \${names%%/*}; its place in the application is the same."
  fi
  unzip -q -o "$archive" -d "$1/tree" </dev/null
}
`;
