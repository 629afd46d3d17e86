// The 404 pages are stored with `x-amz-meta-status: 404`, and are answered so: an error page of the
// whole distribution would also stand in for the API's own refusals.
function handler(event) {
  const response = event.response;
  const status = response.headers['x-amz-meta-status'];
  if (status && status.value === '404') {
    response.statusCode = 404;
    response.statusDescription = 'Not Found';
    delete response.headers['x-amz-meta-status'];
  }
  return response;
}
