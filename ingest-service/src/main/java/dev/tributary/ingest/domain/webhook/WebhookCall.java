package dev.tributary.ingest.domain.webhook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a tool has sent.
 *
 * @param method in upper case
 * @param url the whole of it, as the tool called it
 * @param pathToken what stands in the URL's path after the name of the source, or empty
 * @param headers by name in lower case
 * @param query parameters of the URL
 * @param form parameters of the body, where it is a form
 * @param body as it came
 * @param receivedAt milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; the body is not copied
public record WebhookCall(
    String method,
    String url,
    String pathToken,
    Map<String, String> headers,
    Map<String, List<String>> query,
    Map<String, List<String>> form,
    byte[] body,
    long receivedAt) {

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
