// SPDX-License-Identifier: Apache-2.0
// The steps of a case.
package io.eightfold.lab.conformance.script;

import java.util.List;
import java.util.Map;

/** One line of {@code steps.txt}, sweeps unrolled. */
public sealed interface Step {

    /** Where it stands. */
    Place place();

    /**
     * A line.
     *
     * @param line from 1
     * @param text as it is carried out, values of sweeps put in
     */
    record Place(int line, String text) { }

    /** Sends a frame. */
    record Send(Place place, String port, List<Layer> layers) implements Step { }

    /** Waits for a frame on one of the ports; the first that matches is taken. */
    record Expect(Place place, List<String> ports, long withinMs, List<Layer> layers) implements Step { }

    /** No frame that matches, of those nobody expected so far and for a while from now; without layers none of IPv8 or IPv4 but the tester's own sessions. */
    record ExpectNone(Place place, List<String> ports, long forMs, List<Layer> layers) implements Step { }

    /** Lets time pass. */
    record Wait(Place place, long ms) implements Step { }

    /** Whether the tester answers ARP8 and ARP on the ports; on again at the end of the case. */
    record Answer(Place place, boolean isOn, List<String> ports) implements Step { }

    /** Something in the tester's BGP8 session: {@code verb} with its words and fields. */
    record Bgp(Place place, String verb, List<String> words, Map<String, String> fields, long withinMs) implements Step {
        public Bgp {
            words = List.copyOf(words);
            fields = Map.copyOf(fields);
        }
    }

    /** Asks the registry; the answer must hold the text. */
    record Whois(Place place, String question, boolean isWanted, String part) implements Step { }
}
