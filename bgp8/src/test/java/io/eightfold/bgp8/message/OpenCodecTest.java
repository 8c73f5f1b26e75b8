// SPDX-License-Identifier: Apache-2.0
// OPENs: bytes and values side by side, and each way in which they can be wrong.
package io.eightfold.bgp8.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.Capability.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenCodecTest {
    private static final String MARKER = "ffffffffffffffffffffffffffffffff";
    private static final Map<String, Capability> CAPABILITIES = new LinkedHashMap<>();

    static {
        CAPABILITIES.put("0104 8008 00 01", new Capability.Multiprotocol(Carrier.NATIVE));
        CAPABILITIES.put("0104 0001 00 80", new Capability.Multiprotocol(Carrier.VPNV4));
        CAPABILITIES.put("0200", new Capability.RouteRefresh(false));
        CAPABILITIES.put("8000", new Capability.RouteRefresh(true));
        CAPABILITIES.put("0600", new Capability.ExtendedMessage());
        CAPABILITIES.put("0901 03", new Capability.RouterRole(3));
        CAPABILITIES.put("4002 c078", new Capability.GracefulRestart(true, true, 120, List.of()));
        CAPABILITIES.put("400a 0fff 0001 80 80 8008 01 00", new Capability.GracefulRestart(false, false, 4095,
            List.of(new Capability.GracefulRestart.Kept(new Family(1, 128), true), new Capability.GracefulRestart.Kept(new Family(0x8008, 1), false))));
        CAPABILITIES.put("4104 fffffffe", new Capability.FourOctetAsn(-2));
        CAPABILITIES.put("4508 0001 01 03 8008 01 01", new Capability.AddPath(
            List.of(new Capability.AddPath.Paths(new Family(1, 1), 3), new Capability.AddPath.Paths(new Family(0x8008, 1), 1))));
        CAPABILITIES.put("4600", new Capability.EnhancedRefresh());
        CAPABILITIES.put("4707 8008 01 80 ffffff", new Capability.LongLived(List.of(new Capability.LongLived.Stale(new Family(0x8008, 1), true, 0xFFFFFF))));
        CAPABILITIES.put("4906 04 66726f64 00", new Capability.Unknown(0x49, HexFormat.of().parseHex("0466726f6400")));
    }

    private static byte[] bytes(final String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** An OPEN with these bytes after its header. */
    private static byte[] open(final String hex) {
        final byte[] body = bytes(hex);
        return bytes(MARKER + String.format("%04x01", 19 + body.length) + HexFormat.of().formatHex(body));
    }

    private static OpenMessage decode(final byte[] bytes) throws MessageException {
        // at an odd offset with noise behind: nothing may be read there
        final byte[] shifted = new byte[bytes.length + 9];
        new Random(1).nextBytes(shifted);
        System.arraycopy(bytes, 0, shifted, 3, bytes.length);
        return OpenDecoder.decode(new UnsafeBuffer(shifted), 3, bytes.length);
    }

    @Test
    void shouldReadAndWriteEachCapability() throws MessageException {
        final StringBuilder all = new StringBuilder();
        for (final Map.Entry<String, Capability> entry : CAPABILITIES.entrySet()) {
            final byte[] value = bytes(entry.getKey());
            final String hex = String.format("04 fbf4 00b4 0a000001 %02x 02 %02x", value.length + 2, value.length) + entry.getKey();
            final OpenMessage open = decode(open(hex));
            assertEquals(List.of(entry.getValue()), open.capabilities(), entry.getKey());
            assertArrayEquals(value, CapabilityCodec.encode(entry.getValue()), entry.getKey());
            all.append(entry.getKey());
        }
        final OpenMessage open = new OpenMessage(-2, 180, 0x0A00_0001, List.copyOf(CAPABILITIES.values()));
        final byte[] value = bytes(all.toString());
        final byte[] expected = open(String.format("04 5ba0 00b4 0a000001 %02x 02 %02x", value.length + 2, value.length) + all);
        assertArrayEquals(expected, OpenEncoder.encode(open));
        assertEquals(open, decode(expected));
    }

    @Test
    void shouldReadOneParameterForEachCapability() throws MessageException {
        final OpenMessage open = decode(open("04 fbf4 0000 0a000001 0c  02 02 0200  02 06 4104 0000fbf5"));
        assertEquals(new OpenMessage(64_501, 0, 0x0A00_0001, List.of(new Capability.RouteRefresh(false), new Capability.FourOctetAsn(64_501))), open);
        assertEquals(List.of(), decode(open("04 fbf4 0003 0a000001 00")).capabilities());
    }

    @Test
    void shouldUseTheLongFormWhenCapabilitiesNeedIt() throws MessageException {
        for (int size = 200; size < 800; size++) {
            final List<Capability> many = new ArrayList<>();
            for (int left = size; left > 0; left -= 100) {
                many.add(new Capability.Unknown(200, new byte[Math.min(left, 100)]));
            }
            final OpenMessage open = new OpenMessage(1, 90, 1, many);
            final byte[] bytes = OpenEncoder.encode(open);
            assertEquals(open, decode(bytes));
            assertEquals(bytes.length - 29 > 254, (bytes[28] & 0xFF) == 255 && (bytes[29] & 0xFF) == 255, "size=" + size);
        }
    }

    @Test
    void shouldReadTheLongFormAlsoWhenItNeedNotBe() throws MessageException {
        final List<Capability> refresh = List.of(new Capability.RouteRefresh(false));
        assertEquals(refresh, decode(open("04 fbf4 00b4 0a000001 ff ff 0005 02 0002 0200")).capabilities());
        // RFC 9072 §2: the short length is ignored then, whatever it is
        assertEquals(refresh, decode(open("04 fbf4 00b4 0a000001 08 ff 0005 02 0002 0200")).capabilities());
        assertEquals(refresh, decode(open("04 fbf4 00b4 0a000001 01 ff 0005 02 0002 0200")).capabilities());
        assertEquals(List.of(), decode(open("04 fbf4 00b4 0a000001 ff ff 0000")).capabilities());
    }

    /** Among them the lengths of CVE-2022-40302, CVE-2022-40318 and CVE-2022-43681, which read beyond the end elsewhere. */
    @ParameterizedTest
    @CsvSource({
        "2/1, 0004, 03 fbf4 00b4 0a000001 00",
        "2/1, 0004, 05 fbf4 00b4 0a000001 04 02 02 0200",
        "2/2, '',   04 0000 00b4 0a000001 00",
        "2/2, '',   04 5ba0 00b4 0a000001 08 02 06 4104 00000000",
        "2/3, '',   04 fbf4 00b4 00000000 00",
        "2/6, '',   04 fbf4 0001 0a000001 00",
        "2/6, '',   04 fbf4 0002 0a000001 00",
        "2/4, '',   04 fbf4 00b4 0a000001 04 01 02 0000",
        "2/4, '',   04 fbf4 00b4 0a000001 06 02 02 0200 ff 00",
        "2/4, '',   04 fbf4 00b4 0a000001 ff ff 0005 03 0002 0200",
        "2/0, '',   04 fbf4 00b4 0a000001 01",
        "2/0, '',   04 fbf4 00b4 0a000001 00 02 02 0200",
        "2/0, '',   04 fbf4 00b4 0a000001 01 02",
        "2/0, '',   04 fbf4 00b4 0a000001 04 02 03 0200",
        "2/0, '',   04 fbf4 00b4 0a000001 03 02 02 02",
        "2/0, '',   04 fbf4 00b4 0a000001 05 02 02 0200 02",
        "2/0, '',   04 fbf4 00b4 0a000001 03 02 01 02",
        "2/0, '',   04 fbf4 00b4 0a000001 04 02 02 0201",
        "2/0, '',   04 fbf4 00b4 0a000001 ff ff",
        "2/0, '',   04 fbf4 00b4 0a000001 ff ff 00",
        "2/0, '',   04 fbf4 00b4 0a000001 ff ff 0001",
        "2/0, '',   04 fbf4 00b4 0a000001 ff ff 0002 02 00",
        "2/0, '',   04 fbf4 00b4 0a000001 ff ff 0005 02 0003 0200",
        "2/0, '',   04 fbf4 00b4 0a000001 ff ff ffff 02 0002 0200",
        "2/0, '',   04 fbf4 00b4 0a000001 ff ff 0005 02 ffff 0200",
        "2/0, '',   04 fbf4 00b4 0a000001 ff 02 02 0200",
        "2/0, '',   04 fbf4 00b4 0a000001 07 02 05 0103 000100",
        "2/0, '',   04 fbf4 00b4 0a000001 05 02 03 0201 00",
        "2/0, '',   04 fbf4 00b4 0a000001 07 02 05 4103 000001",
        "2/0, '',   04 fbf4 00b4 0a000001 04 02 02 4000",
        "2/0, '',   04 fbf4 00b4 0a000001 07 02 05 4003 007800",
        "2/0, '',   04 fbf4 00b4 0a000001 09 02 07 4505 0001010300",
        "2/0, '',   04 fbf4 00b4 0a000001 0a 02 08 4706 000101000000",
        "2/0, '',   04 fbf4 00b4 0a000001 04 02 02 0900",
    })
    void shouldRefuse(final String code, final String data, final String hex) {
        final MessageError error = assertThrows(MessageException.class, () -> decode(open(hex))).error();
        assertEquals(code, error.kind().code() + "/" + error.kind().subcode(), error::toString);
        assertArrayEquals(bytes(data), error.data());
        assertEquals(Consequence.SESSION_RESET, error.consequence());
    }

    @Test
    void shouldIgnoreAddPathModesThatDoNotExist() throws MessageException {
        final OpenMessage open = decode(open("04 fbf4 00b4 0a000001 10 02 0e 450c 00010104 00010100 00018002"));
        assertEquals(List.of(new Capability.AddPath.Paths(new Family(1, 128), 2)), open.first(Capability.AddPath.class).families());
    }

    @Test
    void shouldNotReadBeyondShorterMessages() {
        final byte[] whole = OpenEncoder.encode(new OpenMessage(-2, 180, 0x0A00_0001, List.copyOf(CAPABILITIES.values())));
        for (int length = 19; length < whole.length; length++) {
            final UnsafeBuffer cut = new UnsafeBuffer(Arrays.copyOf(whole, length));
            assertThrows(MessageException.class, () -> OpenDecoder.decode(cut, 0, cut.capacity()), "length=" + length);
        }
        assertTrue(whole.length > 100);
    }
}
