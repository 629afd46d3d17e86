// Finds the page of a request: /book/ is book/index.html, /book is sent to /book/, and what is not
// there is the 404 page of its language. KNOWN is filled in from the built site.
const KNOWN = [/* every file outside assets/ */];

function handler(event) {
  const request = event.request;
  const path = request.uri;
  // Figures are written beside the pages while the service runs.
  if (path.startsWith('/assets/') || /^\/figures\/[^/]+\.json$/.test(path)) return request;
  const key = path.slice(1) + (path.endsWith('/') ? 'index.html' : '');
  if (KNOWN.includes(key)) {
    request.uri = '/' + key;
  } else if (KNOWN.includes(key + '/index.html')) {
    return {
      statusCode: 301,
      statusDescription: 'Moved Permanently',
      headers: { location: { value: path + '/' } },
    };
  } else {
    request.uri = path.startsWith('/en/') ? '/en/404.html' : '/404.html';
  }
  return request;
}
