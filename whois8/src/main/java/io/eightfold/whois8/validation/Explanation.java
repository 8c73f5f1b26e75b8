// SPDX-License-Identifier: Apache-2.0
// A verdict with everything it was made of.
package io.eightfold.whois8.validation;

import java.util.List;

/**
 * A verdict with everything it was made of, for people and JSON. Thread: any; immutable.
 *
 * @param prefix    the route, as it is printed
 * @param originAsn raw 32 bits
 * @param records   every record of the ASN that was looked at: the ASN's own, and the routes that cover it; local assertions too
 * @param dataSets  of the registries in charge of the ASN
 * @param overrides file and comment of each local exception that had a part in it; empty when there is none
 */
public record Explanation(String prefix, int originAsn, Verdict verdict, VerdictReason reason, List<Looked> records, List<Consulted> dataSets, List<String> overrides) {
    public Explanation {
        records = List.copyOf(records);
        dataSets = List.copyOf(dataSets);
        overrides = List.copyOf(overrides);
    }

    /**
     * A record that was looked at.
     *
     * @param record    {@code AS64496} or the prefix
     * @param source    the registry's name, or {@code local} for an assertion
     * @param maxLength longest length allowed; -1 for the ASN's own record
     * @param status    the registry's word
     * @param expiryS   seconds since 1970; {@link ValidationTable#NEVER_S} when it does not expire within the table's time
     * @param state     what that means for the route, in words, such as {@code covers it} or {@code expired}
     */
    public record Looked(String record, String source, int maxLength, String status, long expiryS, String state) {
    }

    /**
     * A data set that could decide.
     *
     * @param state {@code live}, {@code expired}, {@code expired, used as configured}, {@code its signing key is revoked} or {@code no data}
     */
    public record Consulted(DataSetState dataSet, String state) {
    }

    /** One line: {@code invalid (route-revoked): only revoked route records cover it}. */
    public String summary() {
        return verdict.word() + " (" + reason.word() + "): " + reason.sentence();
    }
}
