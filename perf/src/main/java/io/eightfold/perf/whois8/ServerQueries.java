// SPDX-License-Identifier: Apache-2.0
// What the server is asked, and what it must answer.
package io.eightfold.perf.whois8;

import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.ReservedAsns;
import io.eightfold.whois8.record.RouteRecord;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Of a hundred, 50 are routes that have a record, 40 ASNs that have one, and 10 ASNs that have none; all random. Thread: any; immutable. */
final class ServerQueries {
    private static final int ROUTES = 50;
    private static final int UNKNOWN = 10;
    private final String[] keys;
    private final boolean[] isRoute;
    // null: it has no record.
    private final String[] statuses;

    ServerQueries(final GeneratedRegistry registry, final int count, final long seed) {
        keys = new String[count];
        isRoute = new boolean[count];
        statuses = new String[count];
        final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < count; i++) {
            final int percent = random.nextInt(100);
            if (percent < ROUTES) {
                final RouteRecord route = registry.route(random.nextInt(registry.routeCount()));
                isRoute[i] = true;
                keys[i] = route.prefix().toString();
                statuses[i] = route.status().word();
            } else if (percent < 100 - UNKNOWN) {
                final int index = random.nextInt(registry.asnCount());
                keys[i] = Integer.toUnsignedString(registry.asn(index));
                statuses[i] = RecordStatus.ofCode(registry.asnStatus(index)).orElseThrow().word();
            } else {
                keys[i] = Integer.toUnsignedString(unknown(registry, random));
            }
        }
    }

    private static int unknown(final GeneratedRegistry registry, final RandomGenerator random) {
        final NaiveVerdicts verdicts = new NaiveVerdicts(registry);
        int asn = random.nextInt();
        while (ReservedAsns.isReserved(asn) || verdicts.isRegistered(asn)) {
            asn = random.nextInt();
        }
        return asn;
    }

    int count() {
        return keys.length;
    }

    /** A line of the text protocol, without its end. */
    String line(final int index) {
        return isRoute[index] ? keys[index] : "AS" + keys[index];
    }

    String path(final int index) {
        return "/rdap/" + (isRoute[index] ? "ip/" : "autnum/") + keys[index];
    }

    /** Whether it is answered with a record. */
    boolean isFound(final int index) {
        return statuses[index] != null;
    }

    /** @throws IllegalStateException when a text answer is not the one there must be */
    void checkText(final int index, final String answer) {
        final boolean isRight = isFound(index)
            ? answer.contains((isRoute[index] ? "route8:         " : "aut-num:        AS") + keys[index] + "\r\n") && answer.contains("status:         " + statuses[index] + "\r\n")
            : answer.contains("%ERROR:101:");
        require(isRight, line(index), answer);
    }

    /** @throws IllegalStateException when an RDAP answer is not the one there must be */
    void checkRdap(final int index, final int status, final String body) {
        final boolean isRight = isFound(index)
            ? status == 200 && body.contains(isRoute[index] ? "\"eightfold_ipv8_prefix\":\"" + keys[index] + '"' : "\"handle\":\"AS" + keys[index] + '"')
                && body.contains("\"eightfold_ipv8_status\":\"" + statuses[index] + '"')
            : status == 404;
        require(isRight, path(index), status + " " + body);
    }

    private static void require(final boolean isRight, final String question, final String answer) {
        if (!isRight) {
            throw new IllegalStateException("the server answers " + question + " with: " + answer.strip() + "; no rate is reported");
        }
    }
}
