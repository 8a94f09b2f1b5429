package dev.tributary.ingest.domain.webhook;

import dev.tributary.ingest.domain.webhook.Proof.Algorithm;
import dev.tributary.ingest.domain.webhook.Proof.Encoding;
import dev.tributary.ingest.domain.webhook.Proof.Fields;
import dev.tributary.ingest.domain.webhook.Proof.Part;
import dev.tributary.ingest.domain.webhook.Proof.Place;
import dev.tributary.ingest.domain.webhook.Proof.Signature;
import dev.tributary.ingest.domain.webhook.Proof.Token;
import dev.tributary.ingest.domain.webhook.Proof.Variable;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads how a tool's calls are proven: a {@code signature} or a {@code token}. */
final class ProofReader {

  private static final String SIGNATURE = "signature";
  private static final String TOKEN = "token";
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{([a-z]*)}}");
  private static final Duration MOST_TOLERANCE = Duration.ofDays(1);

  private ProofReader() {}

  static boolean isIn(Json.Obj block) {
    return block.field(SIGNATURE).isPresent() || block.field(TOKEN).isPresent();
  }

  static Json.Obj without(Json.Obj block) {
    return block.without(SIGNATURE).without(TOKEN);
  }

  static Optional<Proof> read(SpecReader block) {
    Optional<Proof> signature = block.optionalObject(SIGNATURE).map(ProofReader::signature);
    Optional<Proof> token = block.optionalObject(TOKEN).map(ProofReader::token);
    if (block.has(SIGNATURE) == block.has(TOKEN)) {
      block.rejectWhole("must have either signature or token, itself or by its preset");
    }
    return signature.or(() -> token);
  }

  private static Proof token(SpecReader reader) {
    var query = reader.optionalString("query").map(name -> new Token(Place.QUERY, name));
    var header = header(reader, "header").map(name -> new Token(Place.HEADER, name));
    var path = reader.bool("path", false) ? List.of(new Token(Place.PATH, "")) : List.<Token>of();
    var places =
        Stream.of(query.stream(), header.stream(), path.stream()).flatMap(it -> it).toList();
    if (places.size() != 1) {
      reader.rejectWhole("must have exactly one of query, header and path: true");
    }
    return places.isEmpty() ? new Token(Place.PATH, "") : places.getFirst();
  }

  private static Proof signature(SpecReader reader) {
    var fields =
        reader
            .optionalObject("fields")
            .map(names -> new Fields(names.string("timestamp"), names.string("signature")));
    var timestampHeader = header(reader, "timestamp");
    var tolerance = reader.optionalDuration("tolerance");
    var signs = reader.optional("signs", ProofReader::parts).orElse(List.of(known(Variable.BODY)));
    boolean hasTime = fields.isPresent() || timestampHeader.isPresent();
    if (!hasTime && (tolerance.isPresent() || signs.contains(known(Variable.TIMESTAMP)))) {
      reader.reject("timestamp", "is missing: which header carries the time?");
    }
    if (tolerance.isPresent() && !signs.contains(known(Variable.TIMESTAMP))) {
      reader.reject(
          "tolerance", "is of no use: signs has no {{timestamp}}, so anybody may write it");
    }
    if (tolerance.filter(each -> each.compareTo(MOST_TOLERANCE) > 0).isPresent()) {
      reader.reject("tolerance", "is longer than a day");
    }
    return new Signature(
        reader.optional("algorithm", ProofReader::algorithm).orElse(Algorithm.HMAC_SHA256),
        reader.optional("encoding", ProofReader::encoding).orElse(Encoding.HEX),
        reader.required("header", header(reader, "header")).orElse(""),
        fields,
        reader.optionalString("prefix").orElse(""),
        signs,
        timestampHeader,
        tolerance);
  }

  private static Optional<String> header(SpecReader reader, String field) {
    return reader.optionalString(field).map(name -> name.toLowerCase(Locale.ROOT));
  }

  private static Algorithm algorithm(String name) {
    return switch (name) {
      case "sha1" -> Algorithm.HMAC_SHA1;
      case "sha256" -> Algorithm.HMAC_SHA256;
      case "sha512" -> Algorithm.HMAC_SHA512;
      case "ecdsa" -> Algorithm.ECDSA_SHA256;
      default -> throw new InvalidValue("algorithm", "not sha1, sha256, sha512 or ecdsa");
    };
  }

  private static Encoding encoding(String name) {
    return switch (name) {
      case "hex" -> Encoding.HEX;
      case "base64" -> Encoding.BASE64;
      default -> throw new InvalidValue("encoding", "not hex or base64");
    };
  }

  private static List<Part> parts(String template) {
    var parts = new ArrayList<Part>();
    var variables = VARIABLE.matcher(template);
    int from = 0;
    while (variables.find()) {
      if (variables.start() > from) {
        parts.add(new Part.Text(template.substring(from, variables.start())));
      }
      parts.add(known(variable(variables.group(1))));
      from = variables.end();
    }
    if (from < template.length()) {
      parts.add(new Part.Text(template.substring(from)));
    }
    return parts;
  }

  private static Part known(Variable variable) {
    return new Part.Known(variable);
  }

  private static Variable variable(String name) {
    return switch (name) {
      case "body" -> Variable.BODY;
      case "timestamp" -> Variable.TIMESTAMP;
      case "method" -> Variable.METHOD;
      case "url" -> Variable.URL;
      case "parameters" -> Variable.PARAMETERS;
      default ->
          throw new InvalidValue(
              "signs", "of other variables than body, timestamp, method, url and parameters");
    };
  }
}
