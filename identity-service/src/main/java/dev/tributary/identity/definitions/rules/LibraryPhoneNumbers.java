package dev.tributary.identity.definitions.rules;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import dev.tributary.identity.domain.identifier.PhoneNumbers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Phone numbers as Google's libphonenumber knows them: a number counts if the numbering plan of its
 * country has it. Plans change with the library's releases; what was stored stays as it was stored.
 */
@ApplicationScoped
class LibraryPhoneNumbers implements PhoneNumbers {

  private static final String NO_COUNTRY = "ZZ";

  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();

  @Override
  public Optional<String> e164(String text, String country) {
    try {
      var number = library.parse(text, country.isEmpty() ? NO_COUNTRY : country);
      return number.hasExtension() || !library.isValidNumber(number)
          ? Optional.empty()
          : Optional.of(library.format(number, PhoneNumberFormat.E164));
    } catch (NumberParseException _) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isCountry(String country) {
    return library.getSupportedRegions().contains(country);
  }
}
