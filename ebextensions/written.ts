/** Who wrote a generated text, and what becomes of changes. */
export const provenance = "Written by django-beanstalk. Changes made here are lost with the next deployment.";

/** First line of each file that takes comments of this form. */
export const written = `# ${provenance}`;
