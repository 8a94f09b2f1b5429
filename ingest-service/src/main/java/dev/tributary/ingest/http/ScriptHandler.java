package dev.tributary.ingest.http;

import dev.tributary.ingest.config.IngestConfig;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * Gives web pages the SDK that they load, from memory like {@link SettingsHandler}. What was given
 * is kept, compressed too: there are as many scripts as write keys, and paths of their sources.
 */
@ApplicationScoped
class ScriptHandler {

  /** Beyond it all are made anew: as when ever other write keys have come and gone. */
  private static final int MOST_KEPT = 200;

  private final SettingsHandler settings;
  private final Answering answering;
  private final Optional<URI> publicUrl;
  private final Map<String, Script> kept = new ConcurrentHashMap<>();

  ScriptHandler(SettingsHandler settings, Answering answering, IngestConfig config) {
    this.settings = settings;
    this.answering = answering;
    this.publicUrl = config.publicUrl();
  }

  /**
   * Gives the script itself.
   *
   * @param path before every path that the script is to call, or empty
   */
  void script(String writeKey, String path, Caller caller) {
    if (settings.find(writeKey, caller).isPresent()) {
      var script = kept(writeKey + " " + path, () -> BrowserScript.of(writeKey, path, publicUrl));
      answering.sendScript(caller, script, Answering.Keeping.MINUTES);
    }
  }

  /** Gives a part that the script loads when it needs it. */
  void part(String name, Caller caller) {
    var known = kept.get(name);
    var part =
        known == null
            ? BrowserScript.part(name).map(text -> kept(name, () -> text))
            : Optional.of(known);
    part.ifPresentOrElse(
        script -> answering.sendScript(caller, script, Answering.Keeping.FOR_EVER),
        () -> answering.send(caller, Answer.NO_SUCH_SCRIPT));
  }

  private Script kept(String name, Supplier<String> text) {
    var known = kept.get(name);
    if (known != null) {
      return known;
    }
    if (kept.size() >= MOST_KEPT) {
      kept.clear();
    }
    var made = Script.of(text.get());
    kept.put(name, made);
    return made;
  }

  /**
   * A script as it is sent.
   *
   * @param tag names its content (RFC 9110, ETag)
   */
  record Script(Buffer plain, Buffer gzipped, String tag) {

    static Script of(String text) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      var checksum = new CRC32C();
      checksum.update(bytes);
      var compressed = new ByteArrayOutputStream(bytes.length / 2);
      try (var gzip = new GZIPOutputStream(compressed)) {
        gzip.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // memory does not fail
      }
      var tag = "W/\"" + bytes.length + "-" + Long.toHexString(checksum.getValue()) + "\"";
      return new Script(Buffer.buffer(bytes), Buffer.buffer(compressed.toByteArray()), tag);
    }
  }
}
