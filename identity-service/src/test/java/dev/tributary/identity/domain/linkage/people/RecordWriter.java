package dev.tributary.identity.domain.linkage.people;

import dev.tributary.identity.domain.linkage.record.Days;
import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Writes records as people fill in forms: with slips, nicknames, gaps, and after they moved. */
final class RecordWriter {

  private static final Days A_DAY = Days.of(20_000);

  private final Population population;
  private final SplittableRandom random;
  private long written;

  RecordWriter(Population population, SplittableRandom random) {
    this.population = population;
    this.random = random;
  }

  LinkageRecord write(Person person, boolean later) {
    var record = new LinkageRecord.Builder(new UUID(2, written++));
    record.add(ObservedField.GIVEN_NAME, given(person), A_DAY);
    record.add(ObservedField.FAMILY_NAME, withTypo(person.family()), A_DAY);
    if (!chance(population.noEmail())) {
      record.add(ObservedField.EMAIL, email(person), A_DAY);
    }
    if (!chance(population.noPhone())) {
      boolean landline = chance(population.landline());
      record.add(ObservedField.PHONE, landline ? person.home().landline() : person.mobile(), A_DAY);
    }
    if (!chance(population.noAddress())) {
      var address = later ? person.laterAddress() : person.home().address();
      record.add(ObservedField.ADDRESS, address.text(), A_DAY);
    }
    if (!chance(population.noBirthday())) {
      var slip = chance(population.typo()) ? random.nextInt(1, 9) : 0;
      record.add(ObservedField.BIRTHDAY, person.birthday().plusYears(slip).toString(), A_DAY);
    }
    return record.build();
  }

  private String given(Person person) {
    if (chance(population.initial())) {
      return person.given().substring(0, 1);
    }
    var nicknames = Words.NICKNAMES.getOrDefault(person.given(), List.of());
    if (!nicknames.isEmpty() && chance(population.nickname())) {
      return nicknames.get(random.nextInt(nicknames.size()));
    }
    return withTypo(person.given());
  }

  private String email(Person person) {
    if (!person.home().email().isEmpty() && chance(0.5)) {
      return person.home().email();
    }
    var email = chance(population.otherEmail()) ? person.otherEmail() : person.email();
    int at = email.indexOf('@');
    return withTypo(email.substring(0, at)) + email.substring(at);
  }

  /** With a letter left out, doubled, replaced, or swapped with its neighbour, now and then. */
  private String withTypo(String text) {
    if (!chance(population.typo()) || text.length() < 3) {
      return text;
    }
    int at = 1 + random.nextInt(text.length() - 2);
    var before = text.substring(0, at);
    char letter = text.charAt(at);
    var after = text.substring(at + 1);
    return switch (random.nextInt(4)) {
      case 0 -> before + after;
      case 1 -> before + letter + letter + after;
      case 2 -> before + (char) ('a' + random.nextInt(26)) + after;
      default -> before + after.charAt(0) + letter + after.substring(1);
    };
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }
}
