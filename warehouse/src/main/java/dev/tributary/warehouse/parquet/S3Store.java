package dev.tributary.warehouse.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * A bucket of S3, or of a store that speaks its protocol; addressed by path. An object is there
 * whole or not at all by S3's own promise, and what was put is read and listed at once. Source:
 * Amazon S3 API reference, GetObject, PutObject, ListObjectsV2,
 * docs.aws.amazon.com/AmazonS3/latest/API.
 */
public final class S3Store implements ObjectStore {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client;
  private final URI bucket;
  private final String region;
  private final Supplier<S3Credentials> credentials;
  private final InstantSource clock;

  /**
   * A store of one bucket.
   *
   * @param bucket its URL without a slash at the end, such as {@code
   *     https://s3.eu-central-1.amazonaws.com/lake}
   * @param credentials asked for each request, so that they may change
   */
  public S3Store(
      HttpClient client,
      URI bucket,
      String region,
      Supplier<S3Credentials> credentials,
      InstantSource clock) {
    this.client = client;
    this.bucket = bucket;
    this.region = region;
    this.credentials = credentials;
    this.clock = clock;
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    var keys = new ArrayList<String>();
    var from = "";
    do {
      var answer = send("GET", "?" + from + "list-type=2&prefix=" + encoded(prefix), new byte[0]);
      expect(answer, 200);
      var page = xml(answer.body());
      var found = page.getElementsByTagName("Key");
      for (int i = 0; i < found.getLength(); i++) {
        keys.add(found.item(i).getTextContent());
      }
      var next = page.getElementsByTagName("NextContinuationToken");
      from =
          next.getLength() == 0
              ? ""
              : "continuation-token=" + encoded(next.item(0).getTextContent()) + "&";
    } while (!from.isEmpty());
    return keys;
  }

  @Override
  public Optional<byte[]> get(String key) throws IOException {
    var answer = send("GET", "/" + path(key), new byte[0]);
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    expect(answer, 200);
    return Optional.of(answer.body());
  }

  @Override
  public void put(String key, Path file) throws IOException {
    expect(send("PUT", "/" + path(key), Files.readAllBytes(file)), 200);
  }

  private HttpResponse<byte[]> send(String method, String rest, byte[] body) throws IOException {
    var uri = URI.create(bucket + rest);
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    new S3Signing(region, credentials.get())
        .sign(method, uri, new TreeMap<>(), body, clock.instant())
        .forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void expect(HttpResponse<byte[]> answer, int status) throws IOException {
    if (answer.statusCode() != status) {
      throw new IOException("S3 answers " + answer.statusCode());
    }
  }

  private static String path(String key) {
    return Arrays.stream(key.split("/", -1)).map(S3Store::encoded).collect(Collectors.joining("/"));
  }

  /** As Signature Version 4 encodes: all but unreserved characters. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static Document xml(byte[] text) throws IOException {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(text));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("S3 answers no XML", e);
    }
  }
}
