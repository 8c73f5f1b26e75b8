// SPDX-License-Identifier: Apache-2.0
// After which endings routes stay.
package io.eightfold.bgp8.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.NotificationMessage;
import io.eightfold.bgp8.message.SessionOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndingTest {
    private static SessionOptions options(final SessionOptions.PeerRestart restart) {
        return new SessionOptions(1, 2, 1, 2, 90, Set.of(Carrier.NATIVE), Set.of(), Set.of(), true, false, true, true, restart, Map.of(), null, null);
    }

    private static SessionOptions.PeerRestart restart(final boolean isForNotification, final Set<Carrier> carriers) {
        return new SessionOptions.PeerRestart(false, isForNotification, 60, carriers, carriers);
    }

    private static Ending ending(final String name, final String code) {
        if (name.equals("closed")) {
            return Ending.closed("reset");
        }
        if (name.equals("dropped")) {
            return Ending.dropped("connection-replaced");
        }
        final String[] codes = code.split("/");
        final NotificationMessage message = new NotificationMessage(Integer.parseInt(codes[0]), Integer.parseInt(codes[1]));
        return name.equals("sent") ? Ending.sent("x", message, "") : Ending.received(message);
    }

    /** Source: RFC 4724 §4.2 for the first column of answers, RFC 8538 §4 and §5 for the second. */
    @ParameterizedTest
    @CsvSource({"closed, -, true, true", "dropped, -, true, true", "received, 6/4, false, true", "received, 6/2, false, true", "received, 6/9, false, false",
        "received, 4/0, false, true", "received, 3/1, false, true", "sent, 4/0, false, true", "sent, 8/0, false, true", "sent, 3/1, false, true", "sent, 6/1, false, false",
        "sent, 6/2, false, false", "sent, 6/3, false, false", "sent, 6/4, false, false", "sent, 6/6, false, true", "sent, 6/9, false, false"})
    void shouldKeepRoutes(final String name, final String code, final boolean isGraceful, final boolean isGracefulWithNotification) {
        final Ending ending = ending(name, code);
        final Set<Carrier> carriers = Set.of(Carrier.NATIVE);
        assertEquals(isGraceful, ending.isGraceful(options(restart(false, carriers))));
        assertEquals(isGracefulWithNotification, ending.isGraceful(options(restart(true, carriers))));
        assertFalse(ending.isGraceful(options(null)));
        assertFalse(ending.isGraceful(null));
        assertFalse(ending.isGraceful(options(restart(true, Set.of()))), "a peer that only helps keeps no routes");
    }

    @Test
    void shouldSendHardResetsOnlyToWhoKnowsThem() {
        final Ending ending = Ending.sent("admin-shutdown", NotificationMessage.cease(2, "bye"), "bye");
        assertEquals(NotificationMessage.cease(2, "bye"), ending.onWire(options(restart(false, Set.of(Carrier.NATIVE)))));
        assertEquals(NotificationMessage.cease(2, "bye").hardReset(), ending.onWire(options(restart(true, Set.of(Carrier.NATIVE)))));
        assertEquals(NotificationMessage.cease(2, "bye"), ending.onWire(options(null)));
    }

    @Test
    void shouldSayInOneLineWhatHappened() {
        assertEquals("hold-timer hold-timer-expired", Ending.sent("hold-timer", new NotificationMessage(4, 0), "").line());
        assertEquals("notification-received cease/administrative-shutdown bye", Ending.received(NotificationMessage.cease(2, "bye")).line());
        assertEquals("closed-by-peer reset", Ending.closed("reset").line());
        assertEquals(List.of("marker", "message-header/connection-not-synchronized", "marker=0"),
            List.of(Ending.error(new MessageError(ErrorKind.MARKER, "marker=0")).line().split(" ")));
    }
}
