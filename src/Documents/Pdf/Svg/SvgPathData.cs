using System.Numerics;
using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.Pdf.Svg;

/// <summary>Reads path data (SVG 1.1, 8.3) into lines and cubic curves.</summary>
internal ref struct SvgPathData
{
    private readonly VectorPath _path = new();
    private SvgNumbers _numbers;
    private Vector2 _at;
    private Vector2 _start;
    private Vector2 _control;
    private char _previous;

    private SvgPathData(string data) => _numbers = new SvgNumbers(data);

    internal static VectorPath Read(string data)
    {
        var reader = new SvgPathData(data);
        reader.Read();
        return reader._path;
    }

    private void Read()
    {
        var command = '\0';
        while (!_numbers.AtEnd)
        {
            if (char.IsAsciiLetter(_numbers.Next))
                command = _numbers.TakeLetter();
            else if (command is '\0' or 'Z' or 'z')
                throw SvgReader.Refused("a path does not begin with a command");
            if (_path.Steps.Count == 0 && command is not ('M' or 'm'))
                throw SvgReader.Refused("a path does not begin where it should, with M");
            Step(char.ToUpperInvariant(command), char.IsAsciiLetterLower(command) ? _at : Vector2.Zero);
            _previous = char.ToUpperInvariant(command);
            // What follows a move without a command of its own are lines.
            command = command switch { 'M' => 'L', 'm' => 'l', _ => command };
        }
    }

    private void Step(char command, Vector2 origin)
    {
        switch (command)
        {
            case 'M':
                _path.Move(_start = _at = origin + Point());
                break;
            case 'L':
                _path.Line(_at = origin + Point());
                break;
            case 'H':
                _path.Line(_at = new Vector2(origin.X + _numbers.TakeNumber(), _at.Y));
                break;
            case 'V':
                _path.Line(_at = new Vector2(_at.X, origin.Y + _numbers.TakeNumber()));
                break;
            case 'C':
                Curve(origin + Point(), origin + Point(), origin + Point());
                break;
            case 'S':
                Curve(_previous is 'C' or 'S' ? (2 * _at) - _control : _at, origin + Point(), origin + Point());
                break;
            case 'Q':
                Quadratic(origin + Point(), origin + Point());
                break;
            case 'T':
                Quadratic(_previous is 'Q' or 'T' ? (2 * _at) - _control : _at, origin + Point());
                break;
            case 'A':
                var radii = Point();
                var rotation = _numbers.TakeNumber();
                var (large, sweep) = (_numbers.TakeFlag(), _numbers.TakeFlag());
                Arc(radii, rotation, large, sweep, origin + Point());
                break;
            case 'Z':
                _path.Close();
                _at = _start;
                break;
            default:
                throw SvgReader.Refused($"a path has the unknown command '{command}'");
        }
    }

    private Vector2 Point() => new(_numbers.TakeNumber(), _numbers.TakeNumber());

    private void Curve(Vector2 first, Vector2 second, Vector2 to)
    {
        _path.Curve(first, second, to);
        (_control, _at) = (second, to);
    }

    private void Quadratic(Vector2 control, Vector2 to)
    {
        _path.Curve(_at + ((control - _at) * 2 / 3), to + ((control - to) * 2 / 3), to);
        (_control, _at) = (control, to);
    }

    /// <summary>An elliptical arc as curves of at most a quarter of a turn (SVG 1.1, F.6.5 and F.6.6).</summary>
    private void Arc(Vector2 radii, float rotation, bool large, bool sweep, Vector2 to)
    {
        radii = Vector2.Abs(radii);
        if (to == _at)
            return;
        if (radii.X == 0 || radii.Y == 0)
        {
            _path.Line(_at = to);
            return;
        }
        var turn = Matrix3x2.CreateRotation(rotation * MathF.PI / 180);
        Matrix3x2.Invert(turn, out var back);
        var half = Vector2.Transform((_at - to) / 2, back);
        var excess = (half.X * half.X / (radii.X * radii.X)) + (half.Y * half.Y / (radii.Y * radii.Y));
        if (excess > 1)
            radii *= MathF.Sqrt(excess);
        var unit = half / radii;
        var length = unit.LengthSquared();
        var distance = MathF.Sqrt(Math.Max(0, (1 - length) / length)) * (large == sweep ? -1 : 1);
        var center = new Vector2(distance * unit.Y, -distance * unit.X);
        var first = MathF.Atan2(unit.Y - center.Y, unit.X - center.X);
        var sweepAngle = MathF.Atan2(-unit.Y - center.Y, -unit.X - center.X) - first;
        if (sweep && sweepAngle < 0)
            sweepAngle += 2 * MathF.PI;
        else if (!sweep && sweepAngle > 0)
            sweepAngle -= 2 * MathF.PI;

        var place = Matrix3x2.CreateScale(radii) * turn * Matrix3x2.CreateTranslation(((_at + to) / 2) + Vector2.TransformNormal(center * radii, turn));
        var pieces = Math.Max(1, (int)MathF.Ceiling(MathF.Abs(sweepAngle) / (MathF.PI / 2) - 0.001f));
        var delta = sweepAngle / pieces;
        var handle = 4f / 3 * MathF.Tan(delta / 4);
        for (var i = 0; i < pieces; i++)
        {
            var (s1, c1) = MathF.SinCos(first + (i * delta));
            var (s2, c2) = MathF.SinCos(first + ((i + 1) * delta));
            _path.Curve(
                Vector2.Transform(new(c1 - (handle * s1), s1 + (handle * c1)), place),
                Vector2.Transform(new(c2 + (handle * s2), s2 - (handle * c2)), place),
                i == pieces - 1 ? to : Vector2.Transform(new(c2, s2), place));
        }
        _at = to;
    }
}
