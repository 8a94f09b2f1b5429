package dev.tributary.identity.domain.linkage.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of people, made comparable. */
public final class Names {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern APOSTROPHES = Pattern.compile("['’`.]");
  private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Set<String> NO_NAMES =
      Set.of(
          "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "herr", "frau", "jr", "sr", "ii", "iii");

  /** Given names that are used for one another; a name may be in several rows. */
  private static final List<String> ALIASES =
      List.of(
          "alexander alex sandy xander",
          "alexandra alex sandra lexi",
          "alfred fred alfie",
          "andrew andy drew",
          "andreas andi",
          "anthony tony",
          "antonio toni",
          "barbara barb babs",
          "benjamin ben benny",
          "bernard bernie",
          "catherine katherine kathryn cathy kate katie kathy",
          "charles charlie chuck",
          "christian chris",
          "christina christine chris tina",
          "christopher chris kit",
          "daniel dan danny",
          "david dave davy",
          "deborah deb debbie",
          "dominic dom nick",
          "donald don donny",
          "dorothy dot dottie",
          "edward ed eddie ted ned",
          "eleanor ellie nell nora",
          "elizabeth liz beth betty lizzie eliza libby",
          "emily em emmy",
          "eugene gene",
          "florence flo flossie",
          "francis frank fran",
          "frances fran frankie",
          "franziska franzi",
          "frederick fred freddie",
          "friedrich fritz",
          "gabriel gabe",
          "geoffrey jeffrey geoff jeff",
          "gerald gerry jerry",
          "gregory greg",
          "hannah anna",
          "harold harry hal",
          "helen nell",
          "henry harry hank",
          "isabella bella izzy",
          "jacob jake",
          "james jim jimmy jamie",
          "jennifer jen jenny",
          "jessica jess jessie",
          "johann hans",
          "johannes hans",
          "john jack johnny jon",
          "jonathan jon jonny",
          "josef sepp",
          "joseph joe joey",
          "joshua josh",
          "judith judy",
          "katharina kathi",
          "kenneth ken kenny",
          "kimberly kim",
          "lawrence larry laurie",
          "leonard leo len lenny",
          "louis lou",
          "madeleine maddie",
          "margaret maggie meg peggy greta",
          "maria mary mia",
          "martha marty",
          "matthew matt matty",
          "matthias matze",
          "maximilian max",
          "michael mike mick mickey",
          "nathaniel nathan nate",
          "nicholas nick nicky",
          "nicole nicky",
          "oliver ollie",
          "pamela pam",
          "patricia pat patty trish",
          "patrick pat paddy",
          "peter pete",
          "philip phil pip",
          "rachel rae",
          "raymond ray",
          "rebecca becky becca",
          "richard rich rick dick ricky",
          "robert bob rob bobby robbie bert",
          "ronald ron ronnie",
          "samantha sam",
          "samuel sam sammy",
          "sarah sally",
          "sebastian seb basti",
          "sophia sophie",
          "stephen steven steve",
          "stefan steffen",
          "susan sue suzy",
          "theodore theo ted teddy",
          "theresa terry tess",
          "thomas tom tommy",
          "timothy tim timmy",
          "valerie val",
          "victoria vicky tori",
          "vincent vince",
          "virginia ginny",
          "walter walt wally",
          "wilhelm willi",
          "william will bill billy liam",
          "zachary zach");

  private static final Map<String, Set<Integer>> ROWS = rows();

  private Names() {}

  /**
   * A name in lower case, without marks, punctuation and titles, words separated by one space.
   * Empty where nothing is left.
   */
  public static String normal(String name) {
    return String.join(
        " ", Arrays.stream(words(plain(name))).filter(word -> !NO_NAMES.contains(word)).toList());
  }

  /** As {@link #normal} for what is no name: with every word. */
  static String plain(String text) {
    var letters = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    var joined = APOSTROPHES.matcher(letters.replace("ß", "ss")).replaceAll("");
    return OTHERS.matcher(joined.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  /** The given and the family name of a whole one: all but the last word, and the last. */
  public static Whole split(String name) {
    var normal = normal(name);
    int comma = name.indexOf(',');
    if (comma > 0) {
      return new Whole(normal(name.substring(comma + 1)), normal(name.substring(0, comma)));
    }
    int space = normal.lastIndexOf(' ');
    return space < 0
        ? new Whole(normal, "")
        : new Whole(normal.substring(0, space), normal.substring(space + 1));
  }

  /** Whether two normal given names are used for one another, such as Bill for William. */
  public static boolean aliases(String one, String other) {
    var rows = ROWS.get(first(one));
    var others = ROWS.get(first(other));
    return rows != null && others != null && rows.stream().anyMatch(others::contains);
  }

  /** The first word of a normal name. */
  public static String first(String normal) {
    int space = normal.indexOf(' ');
    return space < 0 ? normal : normal.substring(0, space);
  }

  /** A name in its two parts; a part that is not known is empty. */
  public record Whole(String given, String family) {}

  private static String[] words(String text) {
    return SPACE.split(text, -1);
  }

  private static Map<String, Set<Integer>> rows() {
    var rows = new HashMap<String, Set<Integer>>();
    for (int row = 0; row < ALIASES.size(); row++) {
      for (var name : words(ALIASES.get(row))) {
        rows.computeIfAbsent(name, _ -> new HashSet<>()).add(row);
      }
    }
    return rows;
  }
}
