package dev.tributary.platform.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.platform.domain.definition.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.List;

/**
 * A problem as callers read it (RFC 9457). {@code docs/problems.md} lists every type.
 *
 * @param type {@code urn:tributary:problem:<kebab>}; stable across releases
 * @param title the same for each problem of the type
 * @param status the HTTP status
 * @param detail this one, for a person
 * @param violations each thing that is wrong with its path; empty where that says nothing
 */
@RegisterForReflection(targets = {Problem.class, Violation.class})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    URI type, String title, int status, String detail, List<Violation> violations) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    violations = List.copyOf(violations);
  }

  /** One of a type. */
  public static Problem of(ProblemType type, String detail) {
    return of(type, detail, List.of());
  }

  /** One of a type that names paths. */
  public static Problem of(ProblemType type, String detail, List<Violation> violations) {
    return new Problem(type.uri(), type.title(), type.status(), detail, violations);
  }
}
