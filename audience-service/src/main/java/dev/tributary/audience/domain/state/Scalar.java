package dev.tributary.audience.domain.state;

import dev.tributary.platform.domain.json.Json;
import java.util.Comparator;
import java.util.Optional;

/**
 * The values that computed traits are made of: numbers that {@link Amount} takes, texts of at most
 * {@value #MAX_TEXT_LENGTH} characters, true and false.
 */
public final class Scalar {

  public static final int MAX_TEXT_LENGTH = 250;

  /** Numbers by size, then texts by their UTF-16 units, then false and true. */
  public static final Comparator<Json> ORDER = Scalar::compare;

  private static final int SPREAD = 0x9E3779B9; // 2^32 by the golden ratio

  private Scalar() {}

  /** The value as it is kept, where it is one. */
  public static Optional<Json> of(Json value) {
    return switch (value) {
      case Json.Num _ -> Amount.of(value).map(Json::of);
      case Json.Str(var text) ->
          text.length() <= MAX_TEXT_LENGTH ? Optional.of(value) : Optional.empty();
      case Json.Bool _ -> Optional.of(value);
      case Json.Arr _, Json.Obj _, Json.Null _ -> Optional.empty();
    };
  }

  /** Spreads values evenly, the same on every machine and in every release. */
  static int hash(Json value) {
    int own =
        switch (value) {
          case Json.Num(var number) -> number.hashCode();
          case Json.Str(var text) -> text.hashCode();
          case Json.Bool(var bool) -> Boolean.hashCode(bool);
          case Json.Null _, Json.Arr _, Json.Obj _ -> 0;
        };
    return own * SPREAD;
  }

  private static int compare(Json one, Json other) {
    return switch (one) {
      case Json.Num(var number) when other instanceof Json.Num(var another) ->
          number.compareTo(another);
      case Json.Str(var text) when other instanceof Json.Str(var another) ->
          text.compareTo(another);
      case Json.Bool(var bool) when other instanceof Json.Bool(var another) ->
          Boolean.compare(bool, another);
      default -> Integer.compare(rank(one), rank(other));
    };
  }

  private static int rank(Json value) {
    return switch (value) {
      case Json.Num _ -> 0;
      case Json.Str _ -> 1;
      case Json.Bool _ -> 2;
      case Json.Null _, Json.Arr _, Json.Obj _ -> 3;
    };
  }
}
