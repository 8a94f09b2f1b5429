package dev.tributary.connectors.domain.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request.
 *
 * @param headers those that may be seen, in dead letters for instance
 * @param hiddenHeaders those that may not: secrets, and signatures, which let a body be sent again
 */
public record Request(
    String method,
    String url,
    Map<String, String> headers,
    Map<String, String> hiddenHeaders,
    Body body) {

  public Request {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    hiddenHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(hiddenHeaders));
  }

  /** The same with a header more that may not be seen. */
  public Request withHidden(String name, String value) {
    var hidden = new LinkedHashMap<>(hiddenHeaders);
    hidden.put(name, value);
    return new Request(method, url, headers, hidden, body);
  }

  /** The same with a header more. */
  public Request withHeader(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(method, url, more, hiddenHeaders, body);
  }

  /** The same at another URL. */
  public Request at(String other) {
    return new Request(method, other, headers, hiddenHeaders, body);
  }
}
