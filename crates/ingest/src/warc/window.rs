//! A reader that shows what comes next, knows where it is, and can go back a little.

use std::io::{self, BufRead, Read};

const CHUNK: usize = 64 << 10;

pub struct Window<R> {
    inner: R,
    buffer: Vec<u8>,
    /// How much of `buffer` was consumed.
    at: usize,
    /// Where `buffer` starts in the stream.
    start: u64,
    ended: bool,
    /// Consumed bytes that stay within reach.
    keep: usize,
    /// What reading failed with.
    pub failed: Option<(io::ErrorKind, String)>,
}

impl<R: Read> Window<R> {
    pub fn new(inner: R, keep: usize) -> Self {
        Self { inner, buffer: Vec::new(), at: 0, start: 0, ended: false, keep, failed: None }
    }

    /// Where the next byte stands.
    pub fn offset(&self) -> u64 {
        self.start + self.at as u64
    }

    /// What was read and not consumed yet.
    pub fn next(&self) -> &[u8] {
        &self.buffer[self.at..]
    }

    /// Reads until `wanted` bytes are shown or the stream ends; says how many there are.
    pub fn show(&mut self, wanted: usize) -> io::Result<usize> {
        while self.next().len() < wanted && !self.ended {
            // After a failure every further look beyond what was read fails alike.
            if let Some((kind, said)) = &self.failed {
                return Err(io::Error::new(*kind, said.as_str()));
            }
            self.read_on()?;
        }
        Ok(self.next().len())
    }

    pub fn skip(&mut self, n: usize) {
        self.at = (self.at + n).min(self.buffer.len());
    }

    /// Goes back to `offset`, or as near to it as the window reaches.
    pub fn back_to(&mut self, offset: u64) {
        self.at = (offset.saturating_sub(self.start) as usize).min(self.at);
    }

    /// The next bytes are those at the first place that `find` gives; `false` at the end. `overlap` is the longest thing that it looks for.
    pub fn seek(&mut self, overlap: usize, find: impl Fn(&[u8]) -> Option<usize>) -> io::Result<bool> {
        loop {
            if let Some(at) = find(self.next()) {
                self.skip(at);
                return Ok(true);
            }
            self.skip(self.next().len().saturating_sub(overlap));
            let left = self.next().len();
            if self.show(left + 1)? == left {
                self.skip(left);
                return Ok(false);
            }
        }
    }

    pub fn into_inner(self) -> R {
        self.inner
    }

    fn read_on(&mut self) -> io::Result<()> {
        if self.at > self.keep + CHUNK {
            let gone = self.at - self.keep;
            self.buffer.drain(..gone);
            self.start += gone as u64;
            self.at -= gone;
        }
        let len = self.buffer.len();
        self.buffer.resize(len + CHUNK, 0);
        let read = self.inner.read(&mut self.buffer[len..]);
        self.buffer.truncate(len + read.as_ref().map_or(0, |n| *n));
        match read {
            Ok(n) => self.ended = n == 0,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => {
                self.failed = Some((e.kind(), e.to_string()));
                return Err(e);
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Window<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(into)?;
        self.consume(n);
        Ok(n)
    }
}

impl<R: Read> BufRead for Window<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.show(1)?;
        Ok(self.next())
    }

    fn consume(&mut self, n: usize) {
        self.skip(n);
    }
}
