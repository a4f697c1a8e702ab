import type { Form } from "./patterns";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html: S3 takes one * in it. */
export const webOrigin: Form = {
    pattern: /^https?:\/\/(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:\d{1,5})?$/,
    allowed: "a site as browsers name it, https://www.example.com, without a path; not * for every site",
};

export const corsHeader: Form = {
    pattern: /^[A-Za-z0-9-]*[A-Za-z0-9][A-Za-z0-9-]*\*?$/,
    allowed: "the name of a header, which may end in *",
};

/** Signs that are safe in keys. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export const publicPrefix: Form = {
    pattern: /^(\*|([A-Za-z0-9!_.()-]+\/)+)$/,
    allowed: "a folder with a slash after it and none before it, such as public/, or * for the whole bucket",
};
