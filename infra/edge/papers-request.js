// A form with a couple's file goes to the bucket, and nothing else does: no reading, no listing.
// LARGEST is filled in from the service's own rule; the form's policy then counts the file itself.
const LARGEST = 0;

function handler(event) {
  const request = event.request;
  const length = request.headers['content-length'];
  if (request.method !== 'POST' || request.uri !== '/papers-bucket/') {
    return refused(403, 'Forbidden', 'AccessDenied');
  }
  if (!length || Number(length.value) > LARGEST) {
    return refused(400, 'Bad Request', 'EntityTooLarge');
  }
  request.uri = '/';
  return request;
}

// In S3's words, which the page understands.
function refused(statusCode, statusDescription, code) {
  return {
    statusCode,
    statusDescription,
    headers: {
      'content-type': { value: 'application/xml' },
      'cache-control': { value: 'no-store' },
    },
    body: { encoding: 'text', data: `<Error><Code>${code}</Code></Error>` },
  };
}
