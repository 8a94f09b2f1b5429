package dev.tributary.identity.domain.linkage.people;

/**
 * Parameters of generated people. All shares are between 0 and 1.
 *
 * @param persons how many there are
 * @param sameSurname members of a household who have its surname
 * @param secondRecord persons of whom there is a second record
 * @param thirdRecord of those, who have a third one
 * @param typo that a name, e-mail address or birthday is written with a slip
 * @param nickname that a given name is replaced by one used for it, where there is one
 * @param initial that only the initial of the given name is written
 * @param otherEmail that a record has the person's other address
 * @param sharedEmail households that have one address which members use now and then
 * @param moved persons whose later records have another address
 * @param landline that a record has the household's telephone number
 * @param noEmail that a record has no address; the same of the rest
 * @param office persons who work in an office behind one address
 * @param officeSize largest number of people of an office, from two; sizes are log-uniform
 * @param carriers addresses that all mobile phones share
 * @param newAddress homes whose network gets another address within the month
 * @param sharedTablet households with a tablet that two use
 * @param ownPages visits to pages of the person's own interest, the others being to what all like
 * @param homeInterests interests that are those of the whole household
 * @param visits largest number of visits of a device, from three
 * @param days length of the observed time
 */
public record Population(
    int persons,
    double sameSurname,
    double secondRecord,
    double thirdRecord,
    double typo,
    double nickname,
    double initial,
    double otherEmail,
    double sharedEmail,
    double moved,
    double landline,
    double noEmail,
    double noPhone,
    double noAddress,
    double noBirthday,
    double office,
    int officeSize,
    int carriers,
    double newAddress,
    double sharedTablet,
    double ownPages,
    double homeInterests,
    int visits,
    int days) {

  /** What the published figures were measured with. */
  public static Population usual(int persons) {
    return new Population(
        persons, 0.85, 0.6, 0.35, 0.06, 0.12, 0.04, 0.35, 0.08, 0.12, 0.2, 0.25, 0.5, 0.35, 0.5,
        0.5, 200, 20, 0.3, 0.3, 0.4, 0.3, 15, 30);
  }
}
