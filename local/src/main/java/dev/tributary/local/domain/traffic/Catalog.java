package dev.tributary.local.domain.traffic;

import java.util.List;
import java.util.Map;

/** What the shop sells, and the words its customers are made of. */
final class Catalog {

  /** Something to buy, priced in hundredths. */
  record Product(String id, String name, String category, int cents) {

    Map<String, Object> asProperties(int quantity) {
      return Map.of(
          "product_id",
          id,
          "name",
          name,
          "category",
          category,
          "price",
          cents / 100.0,
          "quantity",
          quantity);
    }
  }

  /** Where a customer lives. */
  record Country(String code, String currency, String locale, String timezone) {}

  static final List<Product> PRODUCTS =
      List.of(
          new Product("kettle", "Enamel Kettle", "kitchen", 4_500),
          new Product("teapot", "Glass Teapot", "kitchen", 3_200),
          new Product("mug", "Stoneware Mug", "kitchen", 1_400),
          new Product("grinder", "Coffee Grinder", "kitchen", 12_900),
          new Product("machine", "Espresso Machine", "kitchen", 54_900),
          new Product("beans", "House Blend, 1 kg", "coffee", 2_400),
          new Product("decaf", "Decaf, 250 g", "coffee", 900),
          new Product("filter", "Paper Filters", "coffee", 450),
          new Product("lamp", "Desk Lamp", "home", 8_900),
          new Product("blanket", "Wool Blanket", "home", 11_500),
          new Product("candle", "Beeswax Candle", "home", 1_250),
          new Product("chair", "Reading Chair", "home", 39_900));

  /** The shop is British; some of its customers are not. */
  static final List<Country> COUNTRIES =
      List.of(
          new Country("GB", "GBP", "en-GB", "Europe/London"),
          new Country("GB", "GBP", "en-GB", "Europe/London"),
          new Country("GB", "GBP", "en-GB", "Europe/London"),
          new Country("DE", "EUR", "de-DE", "Europe/Berlin"),
          new Country("US", "USD", "en-US", "America/New_York"));

  static final List<String> FIRST_NAMES =
      List.of(
          "Ada",
          "Alan",
          "Barbara",
          "Dennis",
          "Edsger",
          "Frances",
          "Grace",
          "Hedy",
          "Ivan",
          "Jean",
          "Katherine",
          "Leslie",
          "Margaret",
          "Niklaus",
          "Radia",
          "Tony");

  static final List<String> LAST_NAMES =
      List.of(
          "Baker", "Carter", "Dyer", "Fisher", "Glover", "Hunter", "Mason", "Miller", "Piper",
          "Potter", "Sawyer", "Smith", "Taylor", "Turner", "Weaver", "Wright");

  static final List<String> PLANS = List.of("free", "free", "free", "plus", "plus", "internal");

  static final List<String> USER_AGENTS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Mobile",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_6) AppleWebKit/605.1.15 Version/26.0 Safari",
          "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/141.0 Mobile");

  private Catalog() {}
}
