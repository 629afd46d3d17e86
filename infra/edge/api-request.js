// Refuses a body that is far too large before it costs anything. LARGEST and PROBLEM are filled in
// from the API's own rule and words.
const LARGEST = 0;
const PROBLEM = {};

function handler(event) {
  const request = event.request;
  const length = request.headers['content-length'];
  if (length && Number(length.value) > LARGEST) {
    return {
      statusCode: 413,
      statusDescription: 'Content Too Large',
      headers: {
        'content-type': { value: 'application/problem+json' },
        'cache-control': { value: 'no-store' },
      },
      body: { encoding: 'text', data: JSON.stringify(PROBLEM) },
    };
  }
  return request;
}
