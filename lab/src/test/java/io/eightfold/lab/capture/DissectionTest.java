// SPDX-License-Identifier: Apache-2.0
// Tests how captures are read.
package io.eightfold.lab.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.wire.address.Ipv8Address;
import org.junit.jupiter.api.Test;

class DissectionTest {

    @Test
    void shouldCountFramesByProtocol() {
        Dissection dissection = Dissection.parse("""
            eth:ethertype:ipv8;8;;;
            eth:ethertype:ipv8;11;;;
            eth:ethertype:ipv8:udp:data;;;;
            eth:ethertype:arp8;;1;;
            eth:ethertype:arp8:arp;;;;
            eth:ethertype:ip:tcp:data;;;0x02000000;

            """);
        assertEquals(new Dissection(6, 3, 2, 1, 1, 1, 0, 0), dissection);
    }

    @Test
    void shouldCountMalformedFramesOnceWhicheverWayTsharkTells() {
        Dissection dissection = Dissection.parse("""
            eth:ethertype:ipv8;;;0x07000000;
            eth:ethertype:ipv8;;;117440512,33554432;
            eth:ethertype:ipv8;;;;[Malformed Packet: IPv8]
            eth:ethertype:ipv8;8;;16777216;
            """);
        assertEquals(new Dissection(4, 4, 1, 0, 0, 0, 3, 1), dissection);
    }

    @Test
    void shouldFindNothingInAnEmptyCapture() {
        assertEquals(new Dissection(0, 0, 0, 0, 0, 0, 0, 0), Dissection.parse(""));
    }

    @Test
    void shouldReadTimesToTheMicrosecond() {
        assertEquals(1795451928_120965L, Capture.timeUs("1795451928.120965 ARP, Request who-has 10.2.0.20 tell 10.2.0.1, length 46"));
        assertEquals(-1, Capture.timeUs("\t0x0000:  0001 0800"));
        assertEquals(-1, Capture.timeUs(""));
        assertEquals(-1, Capture.timeUs("17.5"));
    }

    @Test
    void shouldFilterByTheBytesOfAnAddress() {
        Ipv8Address address = Ipv8Address.parse("64497.10.2.0.20");
        assertEquals("ether proto 0x0806 and ether[16:2] = 0x8080 and ether[20:2] = 1 and ether[42:4] = 0x0000fbf1 and ether[46:4] = 0x0a020014",
            Filters.arp8RequestFor(address));
        assertEquals("arp and ether[16:2] = 0x0800 and ether[20:2] = 1 and ether[38:4] = 0x0a020014", Filters.arpRequestFor(address));
        assertEquals("ether proto 0x8080 and ether dst 02:e8:00:00:06:01", Filters.ipv8To("02:e8:00:00:06:01"));
    }
}
