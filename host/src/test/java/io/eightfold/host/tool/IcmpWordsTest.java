// SPDX-License-Identifier: Apache-2.0
// Tests the words and marks of ICMP errors.
package io.eightfold.host.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.host.stack.HostNotice;
import io.eightfold.host.stack.QuotedPacket;
import io.eightfold.wire.address.Ipv8Address;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcmpWordsTest {
    private static final Ipv8Address ANY = Ipv8Address.parse("64496.10.1.0.1");

    @ParameterizedTest
    @CsvSource({
        "8, 3, 0, 0, Destination Net Unreachable, !N",
        "8, 3, 1, 0, Destination Host Unreachable, !H",
        "8, 3, 2, 0, Destination Protocol Unreachable, !P",
        "8, 3, 3, 0, Destination Port Unreachable, ''",
        "8, 3, 4, 1400, Frag needed and DF set (mtu = 1400), !F-1400",
        "8, 3, 6, 0, No route to the ASN, !A",
        "4, 3, 6, 0, Destination Net Unknown, !<6>",
        "4, 3, 13, 0, Packet filtered, !X",
        "4, 3, 99, 0, 'Dest Unreachable, Bad Code: 99', !<99>",
        "8, 11, 0, 0, Time to live exceeded, ''",
        "8, 11, 1, 0, Frag reassembly time exceeded, ''",
        "8, 12, 0, 150994944, Parameter problem: pointer = 9, !<12-0>",
    })
    void shouldUseTheUsualWordsAndMarks(int version, int type, int code, int rest, String words, String mark) {
        QuotedPacket original = new QuotedPacket(version, ANY, ANY, 1, 0, 0);
        HostNotice.IcmpError error = new HostNotice.IcmpError(ANY, version, type, code, rest, 64, original, 0);

        assertEquals(words, IcmpWords.describe(error));
        assertEquals(mark, IcmpWords.mark(error));
    }
}
