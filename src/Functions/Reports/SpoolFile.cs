using Microsoft.Win32.SafeHandles;

namespace Billing.Functions.Reports;

/// <summary>A temporary file that is written once and read in parts; it is gone when it is closed.</summary>
internal sealed class SpoolFile : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private readonly FileStream file = new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.DeleteOnClose);

    public Stream Writing => file;

    public long Length => file.Position;

    /// <summary>A part of what was written, to be read beside other parts.</summary>
    public Stream Read(long offset, long length)
    {
        file.Flush();
        return new BufferedStream(new Part(file.SafeFileHandle, offset, offset + length), BufferBytes / 4);
    }

    public void Dispose() => file.Dispose();

    private sealed class Part(SafeFileHandle handle, long offset, long end) : Stream
    {
        private long position = offset;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = RandomAccess.Read(handle, buffer[..(int)Math.Min(buffer.Length, end - position)], position);
            position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
